/**
 * ONNX Runtime, silenced: the only module that imports it.
 *
 * Unless `ORT_DISABLE_TELEMETRY` is 1 when the first session opens, onnxruntime-node writes files to the home folder
 * and the temporary one and reports every model to its maker. The native code reads the environment of the process,
 * and only the main thread can write there: a thread has a copy.
 */
import { env, InferenceSession, Tensor } from '#ort';
import { TonearmError } from '../errors.ts';

export { Tensor };

interface NodeProcess {
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: 'node:worker_threads'): { readonly isMainThread: boolean };
}

const VARIABLE = 'ORT_DISABLE_TELEMETRY';

silenceRuntime();
// The WebAssembly build takes its thread count from here, once, before its first session.
env.wasm.numThreads = 1;

/** `InferenceSession.create`, with nothing sent or kept by the runtime. @throws what the runtime throws */
export async function createSession(
  bytes: Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  if (!silenceRuntime()) {
    throw new TonearmError(
      'internal',
      'A thread cannot keep ONNX Runtime from reporting to its maker. Import Tonearm in the main thread before the ' +
        `thread starts, or start the program with ${VARIABLE}=1.`,
    );
  }
  return InferenceSession.create(bytes, options);
}

/** Silences the runtime in this process and the threads that it starts from now on. False where that cannot be. */
export function silenceRuntime(): boolean {
  const { process } = globalThis as { process?: NodeProcess };
  if (process?.getBuiltinModule === undefined) return true;
  if (process.getBuiltinModule('node:worker_threads').isMainThread) process.env[VARIABLE] = '1';
  return process.env[VARIABLE] === '1';
}
