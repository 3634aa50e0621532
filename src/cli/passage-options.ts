/** Options for how much of a long song is analysed: the same for every command that analyses. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PASSAGES } from '../analysis/passages.ts';

export interface PassageOptions {
  readonly passages: number;
  readonly whole?: boolean;
}

export function withPassageOptions(command: Command): Command {
  return command
    .option('--passages <n>', 'half minutes to hear of a song that is longer', passageCount, DEFAULT_PASSAGES)
    .addOption(new Option('--whole', 'hear all of every song').conflicts('passages'));
}

/** Number of passages, for `classify`; undefined analyses everything. */
export function passagesOf({ passages, whole }: PassageOptions): number | undefined {
  return whole ? undefined : passages;
}

function passageCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(text);
}
