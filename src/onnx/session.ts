import { env, InferenceSession, Tensor } from '#ort';
import { BadModel } from '../errors.ts';
import type { ElementType, TensorData, TensorValue } from './tensor.ts';

/** A graph that is ready to run. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Every output for these inputs. Runs of one session may overlap. */
  run(inputs: Readonly<Record<string, TensorValue>>): Promise<Record<string, TensorValue>>;
  /** Frees what the runtime holds. */
  release(): Promise<void>;
}

export interface SessionOptions {
  /** Default 1: callers that want more cores run more songs. */
  readonly threads?: number;
  /** Default true; rewriting takes long on the large graphs of training. */
  readonly optimise?: boolean;
}

/** Threads that wait in a loop take the cores of whoever else works: on a busy machine two are slower than one. */
const NO_SPINNING = { extra: { session: { intra_op: { allow_spinning: '0' } } } };

/**
 * Makes ONNX bytes ready to run, in Node on onnxruntime-node, elsewhere on its WebAssembly build.
 *
 * @throws BadModel where the runtime refuses the bytes.
 */
export async function openSession(bytes: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const session = await create(bytes, options);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (inputs) => fromRuntime(await session.run(toRuntime(inputs))),
    release: () => session.release(),
  };
}

async function create(bytes: Uint8Array, options: SessionOptions): Promise<InferenceSession> {
  const threads = options.threads ?? 1;
  // The WebAssembly build takes its thread count from here, once, before its first session.
  env.wasm.numThreads = threads;
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: options.optimise === false ? 'basic' : 'all',
      logSeverityLevel: 3,
      ...(threads > 1 && NO_SPINNING),
    });
  } catch (cause) {
    throw new BadModel('Expected a model that ONNX Runtime can run, got one that it refuses', { cause });
  }
}

function toRuntime(inputs: Readonly<Record<string, TensorValue>>): Record<string, Tensor> {
  const feeds = Object.entries(inputs).map(([name, { type, data, shape }]) => {
    return [name, new Tensor(type, data as Float32Array, shape)] as const;
  });
  return Object.fromEntries(feeds);
}

function fromRuntime(results: InferenceSession.OnnxValueMapType): Record<string, TensorValue> {
  const values = Object.entries(results).map(([name, value]) => {
    const { type, data, dims } = value as Tensor;
    return [name, { type: type as ElementType, data: data as TensorData, shape: dims }] as const;
  });
  return Object.fromEntries(values);
}
