/** Protocol of MPD, the Music Player Daemon: lines of text over one connection, an answer for each command. */
import { connect, type Socket } from 'node:net';
import { TonearmError } from '../../errors.ts';

export interface MpdAddress {
  /** Host name, or the path of a socket. */
  readonly host: string;
  readonly port: number;
  readonly password?: string;
}

/** Line of an answer. */
export type MpdPair = readonly [name: string, value: string];

const DEFAULT_PORT = 6600;
const SECONDS = 30;
/** Longest wait for the greeting, which MPD sends at once. */
const GREETING_SECONDS = 5;
const MAX_ANSWER = 64e6;
const END = /(?:^|\n)(?:OK|ACK [^\n]*)\n$/;

/**
 * Parses an address as `mpc` does: `password@host:port`, a path, or nothing, completed by `MPD_HOST` and
 * `MPD_PORT`.
 * @throws bad-request for a port that is none
 */
export function mpdAddress(text: string | undefined, environment: NodeJS.ProcessEnv): MpdAddress {
  const named = text || environment.MPD_HOST || 'localhost';
  const at = named.lastIndexOf('@');
  const [password, place] = at > 0 ? [named.slice(0, at), named.slice(at + 1)] : [undefined, named];
  const [, host, given] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(place) ?? [];
  const port = Number(given ?? environment.MPD_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new TonearmError(
      'bad-request',
      'Expected an address of MPD, as in nas:6600, got a port that is none.',
    );
  return { host: (host ?? place).replace(/^\[|\]$/g, ''), port, password };
}

export class MpdConnection {
  readonly name: string;
  readonly #socket: Socket;
  #received = '';
  #failure: TonearmError | undefined;
  #waiting: { resolve(answer: string): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket, name: string) {
    this.name = name;
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (cause) => this.#end(cause));
    socket.on('close', () => this.#end());
  }

  /** @throws source-failed where nobody answers there, or somebody else. */
  static async open({ host, port, password }: MpdAddress): Promise<MpdConnection> {
    const isPath = host.startsWith('/') || host.startsWith('\\\\');
    const name = isPath ? `MPD at ${host}` : `MPD at ${host}:${port}`;
    const connection = new MpdConnection(isPath ? connect(host) : connect(port, host), name);
    try {
      const greeting = await connection.#answer(GREETING_SECONDS);
      if (!greeting.startsWith('OK MPD ')) throw connection.#failed('answered as something else would.');
      if (password !== undefined) await connection.ask('password', password);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Sends a command. @returns the lines of its answer @throws source-failed, timed-out */
  async ask(command: string, ...parts: readonly string[]): Promise<readonly MpdPair[]> {
    return pairsOf(await this.#send([command, ...parts.map(quoted)].join(' '), SECONDS));
  }

  /** Waits until one of these subsystems changes. */
  async idle(parts: readonly string[], signal: AbortSignal): Promise<void> {
    const stop = () => this.#socket.write('noidle\n');
    signal.addEventListener('abort', stop, { once: true });
    try {
      await this.#send(['idle', ...parts].join(' '), 0);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #send(line: string, seconds: number): Promise<string> {
    if (this.#failure) throw this.#failure;
    const answer = this.#answer(seconds);
    this.#socket.write(`${line}\n`);
    const text = await answer;
    const refusal = /(?:^|\n)ACK \[\d+@\d+\] \{[^}]*\} ([^\n]*)\n$/.exec(text)?.[1];
    if (refusal !== undefined) throw this.#failed(`says: ${refusal}.`);
    return text;
  }

  #answer(seconds: number): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      const late = () => {
        reject(new TonearmError('timed-out', `${this.name} did not answer within ${seconds} seconds.`));
        this.close();
      };
      const timer = seconds > 0 ? setTimeout(late, seconds * 1000) : undefined;
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          this.#waiting = undefined;
          settle(value);
        };
      this.#waiting = { resolve: settled(resolve), reject: settled(reject) };
    });
  }

  #take(text: string): void {
    this.#received += text;
    if (this.#received.length > MAX_ANSWER) {
      this.#end(new Error('an answer without end'));
      return;
    }
    const isGreeting = /^OK MPD [^\n]*\n$/.test(this.#received);
    // Anything else that speaks first speaks no MPD.
    const isOther =
      !/^(?:OK|ACK|[A-Za-z][\w-]*:)/.test(this.#received.slice(0, 40)) && this.#received.includes('\n');
    if (!isGreeting && !isOther && !END.test(this.#received)) return;
    const answer = this.#received;
    this.#received = '';
    this.#waiting?.resolve(answer);
  }

  #end(cause?: Error): void {
    this.#failure ??= this.#failed(
      'cannot be reached, or has gone. Is it running, and is this its address?',
      cause,
    );
    this.#socket.destroy();
    this.#waiting?.reject(this.#failure);
  }

  #failed(words: string, cause?: Error): TonearmError {
    return new TonearmError('source-failed', `${this.name} ${words}`, { cause });
  }
}

/** Quotes an argument, which must not contain a line break. */
function quoted(text: string): string {
  if (/[\n\0]/.test(text))
    throw new TonearmError('bad-request', 'Expected a name on one line for MPD, got one that has several.');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function pairsOf(answer: string): MpdPair[] {
  return answer.split('\n').flatMap((line): MpdPair[] => {
    const at = line.indexOf(': ');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 2)]] : [];
  });
}
