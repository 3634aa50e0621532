import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, onTestFinished, test } from 'vitest';
import { newSchema } from '../../../test/support/test-library.ts';
import { wireOf } from '../../library/store/dialect.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { Job } from './job.ts';
import { Jobs } from './jobs.ts';

async function servers(count: number, lostMs?: number): Promise<Jobs[]> {
  const place = await newSchema(inject('databaseUrl'));
  return Promise.all(
    Array.from({ length: count }, async () => {
      const library = await openLibrary(place);
      onTestFinished(() => library.destroy());
      return new Jobs(wireOf(library), lostMs);
    }),
  );
}

/** The job of another server, as soon as that told of it. */
async function seen(jobs: Jobs): Promise<Job> {
  await expect.poll(() => jobs.elsewhere('scan'), { interval: 20 }).toBeDefined();
  return jobs.elsewhere('scan')!;
}

/** All that its followers read. */
async function toldOf(job: Job): Promise<string> {
  let text = '';
  const stream = job.events().on('data', (bytes) => (text += bytes));
  await once(stream, 'end');
  return text;
}

test('work of one server is followed at another to its end', async () => {
  const [near, far] = await servers(2);
  const job = near.start<{ done: number }>({
    kind: 'scan',
    describe: String,
    work: async (_, tell) => {
      tell({ done: 1 });
      await pause(400);
      tell({ done: 2 });
      await pause(100);
      return { heard: 2 };
    },
  });
  const elsewhere = await seen(far);
  expect(elsewhere.id).toBe(job.id);
  expect(far.find(job.id)).toBe(elsewhere);
  const told = await toldOf(elsewhere);
  expect(told).toMatch(/event: progress\ndata: {"done":2}/);
  expect(told).toMatch(/event: done\ndata: {"heard":2}/);
  expect(far.elsewhere('scan')).toBeUndefined();
  expect(near.elsewhere('scan')).toBeUndefined();
});

test('work of one server is called off at another, and a server that ends calls off its own alone', async () => {
  const [near, far, third] = await servers(3);
  const job = near.start<number>({
    kind: 'scan',
    describe: (error) => (error as Error).message,
    work: async (signal, tell) => {
      tell(1);
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  const [atFar] = await Promise.all([seen(far), seen(third)]);
  await third.close();
  expect(job.running).toBe(true);
  atFar.cancel();
  expect(await toldOf(atFar)).toMatch(/event: error\ndata: "The work was called off/);
  expect(job.running).toBe(false);
});

test('what is too long for the wire ends with where to read it', async () => {
  const [near, far] = await servers(2);
  near.start<number>({
    kind: 'scan',
    describe: (error) => (error as Error).message,
    work: async (_, tell) => {
      tell(1);
      await pause(300);
      return 'long '.repeat(5000);
    },
  });
  expect(await toldOf(await seen(far))).toMatch(/told by the server that did it/);
});

test('work that has told nothing yet is known elsewhere, and work of a server that is gone ends there', async () => {
  const [near, far] = await servers(2, 500);
  const job = near.start({ kind: 'scan', describe: String, work: () => new Promise(() => {}) });
  const elsewhere = await seen(far);
  expect(elsewhere.id).toBe(job.id);
  expect(await toldOf(elsewhere)).toMatch(/event: error\ndata: .*is not heard of any more/);
  expect(far.elsewhere('scan')).toBeUndefined();
});
