import { Worker } from 'node:worker_threads';
import { TonearmError } from '../errors.ts';
import { silenceRuntime } from '../onnx/runtime.ts';
import type { Session } from '../onnx/session.ts';
import type { TensorValue } from '../onnx/tensor.ts';
import type { SessionCalls, ThreadAnswer, ThreadCall } from './session-worker.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** Thread whose sessions run in parallel with those of other threads. Keeps the process alive until closed. */
export class SessionThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  /** Error that ended the thread. */
  #over: unknown;

  constructor() {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = startThread(new URL(`./session-worker.${extension}`, import.meta.url));
    this.#worker.on('message', (answer: ThreadAnswer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => {
      this.#end(new TonearmError('internal', 'The thread that networks run in stopped unexpectedly.'));
    });
  }

  /** Opens a session as `openSession`; its inputs are copied to the thread. */
  readonly open = async (bytes: Uint8Array): Promise<Session> => {
    const { session, inputNames, outputNames } = await this.#call('open', { bytes });
    return {
      inputNames,
      outputNames,
      run: (inputs) => this.#call('run', { session, inputs: compact(inputs) }),
      release: () => this.#call('release', { session }),
    };
  };

  /** Stops the thread with all of its sessions, once the current run is done; pending calls are rejected. */
  async close(): Promise<void> {
    this.#end(new TonearmError('internal', 'Expected an open thread, got one that is closed.'));
    await this.#worker.terminate();
  }

  #call<Name extends keyof SessionCalls>(
    name: Name,
    argument: SessionCalls[Name]['takes'],
  ): Promise<SessionCalls[Name]['gives']> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    this.#calls++;
    const id = this.#calls;
    this.#worker.postMessage({ id, name, argument } satisfies ThreadCall<Name>);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive({ id, value, error, code }: ThreadAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(code ? new TonearmError(code, (error as Error).message, { cause: error }) : error);
  }

  #end(reason: unknown): void {
    this.#over ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}

/**
 * Opens a session in a thread of its own, which starts while the bytes are read, and ends at once if it cannot be
 * opened. @throws as `openSession`
 */
export async function openInThread(bytes: Promise<Uint8Array>): Promise<Session> {
  const thread = new SessionThread();
  try {
    return await thread.open(await bytes);
  } catch (error) {
    await thread.close();
    throw error;
  }
}

/** Starts the thread; from source (tests, development) it needs the loader of TypeScript. */
function startThread(entry: URL): Worker {
  silenceRuntime();
  if (!entry.pathname.endsWith('.ts')) return new Worker(entry);
  const loader = import.meta.resolve('tsx/esm/api');
  const start = `import(${JSON.stringify(loader)}).then((tsx) => {
    tsx.register();
    return import(${JSON.stringify(entry.href)});
  });`;
  return new Worker(start, { eval: true, execArgv: [] });
}

/** Copies views, which would otherwise be sent with all that they are a view of. */
function compact(inputs: Readonly<Record<string, TensorValue>>): Record<string, TensorValue> {
  const own = Object.entries(inputs).map(([name, tensor]) => {
    const { data } = tensor;
    return [name, data.byteLength < data.buffer.byteLength ? { ...tensor, data: data.slice() } : tensor];
  });
  return Object.fromEntries(own);
}
