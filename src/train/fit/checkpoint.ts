/** Checkpoints of a long fit: one line of JSON, then the values of all tensors. */
import { readFile, rm } from 'node:fs/promises';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import type { LearnerState } from '../../models/learner.ts';
import { float32, type Shape, sizeOf } from '../../onnx/tensor.ts';
import type { CurvePoint } from './preset.ts';

/** State of a training run after an epoch: the learner's state, and the best so far. */
export interface Run {
  /** Number of finished epochs. */
  readonly epoch: number;
  readonly state: LearnerState;
  readonly best: { readonly epoch: number; readonly loss: number; readonly state: LearnerState };
  readonly curve: readonly CurvePoint[];
}

interface Header {
  /** Key of the task; a checkpoint of another task is not continued. */
  readonly task: string;
  readonly epoch: number;
  readonly best: { readonly epoch: number; readonly loss: number };
  readonly curve: readonly CurvePoint[];
  readonly states: readonly {
    readonly step: number;
    readonly tensors: readonly (readonly [string, Shape])[];
  }[];
}

/** Writes a checkpoint. All drafts have one name: the next one replaces what a kill left. */
export async function writeCheckpoint(path: string, task: string, run: Run): Promise<void> {
  const states = [run.state, run.best.state];
  const header: Header = {
    task,
    epoch: run.epoch,
    best: { epoch: run.best.epoch, loss: run.best.loss },
    curve: run.curve,
    states: states.map(({ step, tensors }) => ({
      step,
      tensors: [...tensors].map(([name, { shape }]) => [name, shape]),
    })),
  };
  const numbers = states.flatMap(({ tensors }) =>
    [...tensors.values()].map(({ data }) => bytesOf(data as Float32Array)),
  );
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...numbers]);
  await writeAtomically(path, bytes, `${path}.part`);
}

/** Checkpoint of the same task; undefined without one. */
export async function readCheckpoint(path: string, task: string): Promise<Run | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    return parse(bytes, task);
  } catch {
    return undefined;
  }
}

export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, { force: true });
}

function parse(bytes: Buffer, task: string): Run | undefined {
  const end = bytes.indexOf('\n');
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
  if (header.task !== task) return undefined;
  let offset = end + 1;
  const [state, best] = header.states.map(({ step, tensors }) => ({
    step,
    tensors: new Map(
      tensors.map(([name, shape]) => {
        const length = 4 * sizeOf(shape);
        const copy = Uint8Array.from(bytes.subarray(offset, offset + length));
        offset += length;
        return [name, float32(new Float32Array(copy.buffer), shape)] as const;
      }),
    ),
  }));
  return { epoch: header.epoch, state, best: { ...header.best, state: best }, curve: header.curve };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
