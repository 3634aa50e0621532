/** Options that exclude files from folders: the same for every command that takes folders. */
import { type Command, Option } from 'commander';

export interface FolderOptions {
  readonly exclude: readonly string[];
  readonly includeHidden?: boolean;
}

export function withFolderOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--exclude <pattern>',
        'leave out what a pattern of gitignore names, below each folder; may be given again',
      )
        .argParser((pattern, before: readonly string[]) => [...before, pattern])
        .default([], 'none'),
    )
    .option('--include-hidden', 'take hidden folders, trash and the like as well');
}
