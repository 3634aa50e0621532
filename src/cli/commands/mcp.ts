import { realpath } from 'node:fs/promises';
import { Command } from 'commander';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { createLibraryServer, serveOnStandardInput } from '../../mcp/library-server.ts';
import { VERSION } from '../../server/version.ts';
import { libraryOption, withLibrary } from '../library.ts';

interface Options {
  readonly library: string;
  readonly writable?: string;
}

export function mcpCommand(_exit: (code: number) => void): Command {
  return new Command('mcp')
    .description('answer programs that talk to people about a library, by the Model Context Protocol')
    .addOption(libraryOption())
    .option(
      '--writable <folder>',
      'let playlists be kept as files in this folder; default: nothing is written',
    )
    .action(run);
}

async function run({ library: path, writable }: Options): Promise<void> {
  const playlistFolder = writable === undefined ? undefined : await realpath(writable);
  await withLibrary(path, async (library) => {
    const catalogue = await openCatalogue(library);
    await serveOnStandardInput(createLibraryServer(catalogue, { version: VERSION, playlistFolder }));
  });
}
