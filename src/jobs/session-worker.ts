/** Entry of the threads that networks run in: opens sessions and runs them, one call after the other. */
import { parentPort } from 'node:worker_threads';
import { type ErrorCode, TonearmError } from '../errors.ts';
import { openSession, type Session } from '../onnx/session.ts';
import type { TensorValue } from '../onnx/tensor.ts';

type Tensors = Record<string, TensorValue>;

/** Requests that the thread answers. */
export interface SessionCalls {
  readonly open: {
    takes: { bytes: Uint8Array };
    gives: { session: number; inputNames: readonly string[]; outputNames: readonly string[] };
  };
  readonly run: { takes: { session: number; inputs: Tensors }; gives: Tensors };
  readonly release: { takes: { session: number }; gives: undefined };
}

export interface ThreadCall<Name extends keyof SessionCalls> {
  readonly id: number;
  readonly name: Name;
  readonly argument: SessionCalls[Name]['takes'];
}

export interface ThreadAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: unknown;
  /** Code of an error that has one: a copy loses it. */
  readonly code?: ErrorCode;
}

const SESSIONS: Session[] = [];

const ANSWERS: {
  [Name in keyof SessionCalls]: (
    argument: SessionCalls[Name]['takes'],
  ) => Promise<SessionCalls[Name]['gives']>;
} = {
  open: async ({ bytes }) => {
    const opened = await openSession(bytes);
    const session = SESSIONS.push(opened) - 1;
    return { session, inputNames: opened.inputNames, outputNames: opened.outputNames };
  },
  run: ({ session, inputs }) => SESSIONS[session].run(inputs),
  release: async ({ session }) => {
    await SESSIONS[session].release();
    return undefined;
  },
};

parentPort?.on(
  'message',
  async <Name extends keyof SessionCalls>({ id, name, argument }: ThreadCall<Name>) => {
    try {
      send({ id, value: await ANSWERS[name](argument) }, name === 'run');
    } catch (error) {
      send({ id, error, code: error instanceof TonearmError ? error.code : undefined }, false);
    }
  },
);

/** Sends an answer; the results of a run are transferred, not copied. */
function send(answer: ThreadAnswer, isRun: boolean): void {
  const given = isRun ? Object.values(answer.value as Tensors).map(({ data }) => data.buffer) : [];
  parentPort?.postMessage(answer, given as ArrayBuffer[]);
}
