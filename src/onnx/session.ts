import type { InferenceSession, TensorConstructor } from 'onnxruntime-common';
import { TonearmError } from '../errors.ts';
import { createSession, inTurn, openRuntime, type Tensor } from './runtime.ts';
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

/**
 * Opens a session of ONNX bytes, in Node on onnxruntime-node, elsewhere on its WebAssembly build. On one
 * core: callers that want more run more songs, or train in parts.
 * @throws bad-model where the runtime refuses the bytes.
 */
export async function openSession(bytes: Uint8Array): Promise<Session> {
  const { Tensor } = await openRuntime();
  const session = await create(bytes);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (inputs) => fromRuntime(await inTurn(() => session.run(toRuntime(inputs, Tensor)))),
    release: () => inTurn(() => session.release()),
  };
}

async function create(bytes: Uint8Array): Promise<InferenceSession> {
  try {
    return await createSession(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
  } catch (cause) {
    if (cause instanceof TonearmError) throw cause;
    throw new TonearmError(
      'bad-model',
      'Expected a model that ONNX Runtime can run, got one that it refuses',
      { cause },
    );
  }
}

function toRuntime(
  inputs: Readonly<Record<string, TensorValue>>,
  Tensor: TensorConstructor,
): Record<string, Tensor> {
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
