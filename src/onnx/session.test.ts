import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Session } from './session.ts';

const MODELS = join(import.meta.dirname, '../../models');
/** Segments of 187 frames of 96 bands. */
const SEGMENTS = [1, 2, 2, 1, 2];

let sessions: Session[] = [];

beforeAll(async () => {
  // As in a browser, and on systems that the native runtime is not made for.
  vi.doMock('onnxruntime-node', () => {
    throw new Error('not installed');
  });
  const { openSession } = await import('./session.ts');
  sessions = await Promise.all(
    ['ear.onnx', 'ear-vgg.onnx'].map((name) => openSession(readFileSync(join(MODELS, name)))),
  );
});
afterAll(() => Promise.all(sessions.map((session) => session.release())));

test('runs may overlap in the WebAssembly runtime, of several sessions too', async () => {
  const run = (session: Session, count: number) => {
    const data = Float32Array.from({ length: count * 187 * 96 }, (_, i) => Math.abs(Math.sin(i)));
    return session.run({ mel: { type: 'float32', data, shape: [count, 187, 96] } });
  };
  const alone = [];
  for (const session of sessions) for (const count of SEGMENTS) alone.push(await run(session, count));
  const together = await Promise.all(
    sessions.flatMap((session) => SEGMENTS.map((count) => run(session, count))),
  );
  expect(together).toEqual(alone);
});
