import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { reportError, TonearmError } from '../errors.ts';
import { asLibraryError } from '../library/store/library-error.ts';
import { CONFIGURED_COMMANDS, configuredArguments } from './configuration.ts';
import { nativeRuntimeAdvice } from './native-runtime.ts';

type CommandMaker = (exit: (code: number) => void) => Command;

const USAGE = 2;
/** Commands that analyse for long. */
const LONG = new Set(['serve', 'scan', 'worker', 'train', 'evaluate', 'compare']);

/** Commands, whose code is loaded on demand: `--version` does not wait for a server to load. */
export const COMMANDS: Record<string, () => Promise<CommandMaker>> = {
  classify: async () => (await import('./commands/classify.ts')).classifyCommand,
  search: async () => (await import('./commands/search.ts')).searchCommand,
  models: async () => (await import('./commands/models.ts')).modelsCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  train: async () => (await import('./commands/train.ts')).trainCommand,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  features: async () => (await import('./commands/features.ts')).featuresCommand,
  scan: async () => (await import('./commands/scan.ts')).scanCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  similar: async () => (await import('./commands/similar.ts')).similarCommand,
  teach: async () => (await import('./commands/teach.ts')).teachCommand,
  inbox: async () => (await import('./commands/inbox.ts')).inboxCommand,
  tag: async () => (await import('./commands/tag.ts')).tagCommand,
  playlist: async () => (await import('./commands/playlist.ts')).playlistCommand,
  playlists: async () => (await import('./commands/playlists.ts')).playlistsCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  library: async () => (await import('./commands/library.ts')).libraryCommand,
  radio: async () => (await import('./commands/radio.ts')).radioCommand,
  connect: async () => (await import('./commands/connect.ts')).connectCommand,
  mcp: async () => (await import('./commands/mcp.ts')).mcpCommand,
};

/** Runs the command line `tonearm ...argv`. @returns the exit code: 0 success, 1 some failed, 2 usage */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  endWithReader();
  const program = new Command('tonearm')
    .description('Listens to a song and says its genre, with honest confidence.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(tonearm --help tells more)')
    .hook('preAction', (_, command) => {
      if (LONG.has(command.name())) process.stderr.write(nativeRuntimeAdvice() ?? '');
    });
  const exit = (code: number) => (exitCode = code);
  for (const load of commandsFor(argv[0])) {
    program.addCommand((await load())(exit).copyInheritedSettings(program));
  }
  // After the commands, which keep their arguments in the help of their own.
  program.configureHelp({ subcommandTerm: (command) => command.name() });
  try {
    await program.parseAsync(await configured(argv), { from: 'user' });
  } catch (thrown) {
    const error = asLibraryError(thrown);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const { code, message } = reportError(error);
    process.stderr.write(`tonearm: ${message}\n`);
    // Of what is to be reported, where it comes from.
    if (code === 'internal' && !(error instanceof TonearmError))
      process.stderr.write(`${(error as Error)?.stack}\n`);
    return error instanceof TonearmError ? error.exitCode : 1;
  }
  return exitCode;
}

/** Arguments with options from a file and the environment, for long-running commands. */
async function configured(argv: readonly string[]): Promise<readonly string[]> {
  const [name, ...given] = argv;
  if (!CONFIGURED_COMMANDS.includes(name)) return argv;
  const probe = (await COMMANDS[name]())(() => {});
  return [name, ...configuredArguments(probe, given, process.env)];
}

/** Makers of the named command; of all, if help or a guess at a misspelt name may need them. */
function commandsFor(name: string): (() => Promise<CommandMaker>)[] {
  if (Object.hasOwn(COMMANDS, name)) return [COMMANDS[name]];
  return name === '--version' || name === '-V' ? [] : Object.values(COMMANDS);
}

/** Exits quietly when the reader of a pipe has gone: `tonearm ... | head`. */
function endWithReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
