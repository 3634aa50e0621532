/** Options that exclude files from folders: the same for every command that takes folders. */
import type { Command } from 'commander';

export interface FolderOptions {
  readonly exclude: readonly string[];
  readonly includeHidden?: boolean;
}

export function withFolderOptions(command: Command): Command {
  return command
    .option(
      '--exclude <pattern>',
      'leave out what a pattern of gitignore names, below each folder; may be given again',
      (pattern: string, before: readonly string[]) => [...before, pattern],
      [],
    )
    .option('--include-hidden', 'take hidden folders, trash and the like as well');
}
