/** Another program that keeps a library for itself, as a real process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface LockHolder {
  /** Lets go, and resolves when the program has ended. */
  release(): Promise<void>;
}

const PROGRAM = `
  import Database from 'libsql';
  const database = new Database(process.argv[1], { timeout: 10_000 });
  database.exec('begin immediate');
  process.stdout.write('held');
  process.stdin.once('end', () => database.exec('commit')).resume();
`;

/** Resolves when the library is held. */
export async function holdLibrary(path: string): Promise<LockHolder> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async release() {
      child.stdin.end();
      await ended;
    },
  };
}
