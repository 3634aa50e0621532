/**
 * ONNX Runtime, silenced: the only module that imports it. In Node it is the native one where that is installed and
 * loads, else, as in the browser, the WebAssembly one, with the same answers.
 *
 * Unless `ORT_DISABLE_TELEMETRY` is 1 when the first session opens, onnxruntime-node writes files to the home folder
 * and the temporary one and reports every model to its maker. The native code reads the environment of the process,
 * and only the main thread can write there: a thread has a copy.
 */
import type * as Runtime from 'onnxruntime-common';
import { TonearmError } from '../errors.ts';

interface NodeProcess {
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: 'node:worker_threads'): { readonly isMainThread: boolean };
}

/** A variable, so that no bundler for the browser looks for it. */
const NATIVE = 'onnxruntime-node';
const VARIABLE = 'ORT_DISABLE_TELEMETRY';

silenceRuntime();
let isWebAssembly = false;
let loading: Promise<typeof Runtime> | undefined;

export type Tensor = Runtime.Tensor;

/** The runtime, loaded for the first session: a worker whose networks run in threads beside needs none itself. */
export function openRuntime(): Promise<typeof Runtime> {
  loading ??= loadRuntime();
  return loading;
}

/** `InferenceSession.create`, with nothing sent or kept by the runtime. @throws what the runtime throws */
export async function createSession(
  bytes: Uint8Array,
  options: Runtime.InferenceSession.SessionOptions,
): Promise<Runtime.InferenceSession> {
  if (!silenceRuntime()) {
    throw new TonearmError(
      'internal',
      'A thread cannot keep ONNX Runtime from reporting to its maker. Import Tonearm in the main thread before the ' +
        `thread starts, or start the program with ${VARIABLE}=1.`,
    );
  }
  const { InferenceSession } = await openRuntime();
  return inTurn(() => InferenceSession.create(bytes, options));
}

let last: Promise<unknown> = Promise.resolve();

/** Work of the runtime. In WebAssembly one at a time: calls that overlap spoil each other's stack. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (!isWebAssembly) return work();
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

/** Silences the runtime in this process and the threads that it starts from now on. False where that cannot be. */
export function silenceRuntime(): boolean {
  const process = nodeProcess();
  if (process === undefined) return true;
  if (process.getBuiltinModule('node:worker_threads').isMainThread) process.env[VARIABLE] = '1';
  return process.env[VARIABLE] === '1';
}

async function loadRuntime(): Promise<typeof Runtime> {
  const isBrowser = nodeProcess() === undefined;
  // Without a native one: not installed, or not made for this system.
  const runtime = await (isBrowser
    ? loadWebAssembly()
    : import(/* @vite-ignore */ NATIVE).catch(loadWebAssembly));
  // The WebAssembly build takes its thread count from here, once, before its first session.
  runtime.env.wasm.numThreads = 1;
  return runtime;
}

function loadWebAssembly(): Promise<typeof Runtime> {
  isWebAssembly = true;
  return import('onnxruntime-web/wasm');
}

/** Node's process object; undefined in a browser. */
function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.getBuiltinModule === undefined ? undefined : process;
}
