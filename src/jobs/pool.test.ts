import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ensureUpToDate } from '../../test/support/up-to-date.ts';
import { Pool, type PoolOptions } from './pool.ts';

type Order =
  | { do: 'echo'; value: number }
  | { do: 'wait'; milliseconds: number }
  | { do: 'report-pid-and-spin' }
  | { do: 'throw'; what: 'known' | 'unknown' }
  | { do: 'exit' | 'abort' | 'grow' | 'get-fat' | 'exit-behind-the-answer' };
type Answer = { value: number; pid: number };

ensureUpToDate();

const ENTRY = new URL('../../test/support/unruly-worker.js', import.meta.url);
const OWNER = new URL('../../test/support/pool-owner.js', import.meta.url);
const pools: Pool<Order, Answer, { pid: number }>[] = [];

function openPool(options: Partial<PoolOptions> = {}) {
  const pool = new Pool<Order, Answer, { pid: number }>({ entry: ENTRY, workers: 1, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('work', () => {
  test('a worker is started on demand and used again', async () => {
    const pool = openPool();
    const first = await pool.run({ do: 'echo', value: 1 });
    const second = await pool.run({ do: 'echo', value: 2 });
    expect([first.value, second.value]).toEqual([1, 2]);
    expect(second.pid).toBe(first.pid);
    expect(pool.state).toEqual({ workers: 1, busy: 0, queued: 0 });
  });

  test('as many tasks at once as workers, the rest in order', async () => {
    const pool = openPool({ workers: 2 });
    const finished: number[] = [];
    const started: number[] = [];
    const tasks = [1, 2, 3, 4, 5].map((value) =>
      pool
        .run({ do: 'echo', value }, { onStart: () => started.push(value) })
        .then((answer) => finished.push(answer.value)),
    );
    expect(pool.state).toEqual({ workers: 2, busy: 2, queued: 3 });
    await Promise.all(tasks);
    expect(started).toEqual([1, 2, 3, 4, 5]);
    expect(finished.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('a signal is left without listeners, however many tasks it was for', async () => {
    const pool = openPool();
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map((value) => pool.run({ do: 'echo', value }, { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('progress comes through while the task runs', async () => {
    const seen: number[] = [];
    const answer = await openPool().run(
      { do: 'echo', value: 7 },
      { onProgress: ({ pid }) => seen.push(pid) },
    );
    expect(seen).toEqual([answer.pid]);
  });

  test('an error keeps its code and message, an unknown one shows nothing but keeps its cause', async () => {
    const pool = openPool();
    const known = await failure(pool.run({ do: 'throw', what: 'known' }));
    expect(known).toMatchObject({ code: 'broken-audio', message: 'Expected sound, got noise.' });
    const unknown = await failure(pool.run({ do: 'throw', what: 'unknown' }));
    expect(unknown).toMatchObject({ code: 'internal', message: expect.not.stringContaining('secret') });
    expect(unknown.cause).toContain('secret path');
  });

  test('a full queue refuses, and takes work again when there is room', async () => {
    const pool = openPool({ queueLimit: 1 });
    const running = pool.run({ do: 'echo', value: 1 });
    const waiting = pool.run({ do: 'echo', value: 2 });
    expect(pool.full).toBe(true);
    expect(await failure(pool.run({ do: 'echo', value: 3 }))).toMatchObject({ code: 'busy' });
    expect((await Promise.all([running, waiting])).map((answer) => answer.value)).toEqual([1, 2]);
    expect(pool.full).toBe(false);
  });
});

describe('what a hostile file can do', () => {
  test.each(['exit', 'abort'] as const)('%s ends one task only', async (order) => {
    const pool = openPool();
    const crashing = failure(pool.run({ do: order }));
    const next = pool.run({ do: 'echo', value: 5 });
    expect(await crashing).toMatchObject({ code: 'internal', message: expect.stringContaining('stopped') });
    expect((await next).value).toBe(5);
  });

  test('a worker that dies between two tasks costs neither', async () => {
    const pool = openPool();
    const first = pool.run({ do: 'exit-behind-the-answer' });
    const next = pool.run({ do: 'echo', value: 8 });
    const { pid } = await first;
    const answer = await next;
    expect(answer.value).toBe(8);
    expect(answer.pid).not.toBe(pid);
  });

  test('a hang is stopped by the clock', async () => {
    const pool = openPool({ taskSeconds: 5 });
    expect(await failure(pool.run({ do: 'report-pid-and-spin' }))).toMatchObject({ code: 'timed-out' });
    expect((await pool.run({ do: 'echo', value: 6 })).value).toBe(6);
  });

  test.runIf(process.platform === 'linux')('a memory bomb is stopped', async () => {
    const pool = openPool({ memoryBytes: 4e8 });
    expect(await failure(pool.run({ do: 'grow' }))).toMatchObject({ code: 'too-large' });
    expect((await pool.run({ do: 'echo', value: 7 })).value).toBe(7);
  });
});

describe('calling off', () => {
  test('a running task is killed with its worker, and no other', async () => {
    const pool = openPool({ workers: 2 });
    const abort = new AbortController();
    let spinning = 0;
    const task = failure(
      pool.run(
        { do: 'report-pid-and-spin' },
        {
          signal: abort.signal,
          onProgress: ({ pid }) => {
            spinning = pid;
            abort.abort();
          },
        },
      ),
    );
    const other = pool.run({ do: 'wait', milliseconds: 300 });
    expect(await task).toMatchObject({ code: 'cancelled' });
    expect((await other).value).toBe(300);
    await expect.poll(() => isAlive(spinning)).toBe(false);
  });

  test('a waiting task leaves the queue', async () => {
    const pool = openPool();
    const abort = new AbortController();
    const running = pool.run({ do: 'echo', value: 1 });
    const waiting = failure(pool.run({ do: 'echo', value: 2 }, { signal: abort.signal }));
    abort.abort();
    expect(await waiting).toMatchObject({ code: 'cancelled' });
    expect(pool.state.queued).toBe(0);
    expect((await running).value).toBe(1);
    expect(await failure(pool.run({ do: 'echo', value: 3 }, { signal: abort.signal }))).toMatchObject({
      code: 'cancelled',
    });
  });

  test('closing ends running and waiting tasks and every process', async () => {
    const pool = openPool();
    const pids: number[] = [];
    const running = failure(
      pool.run({ do: 'report-pid-and-spin' }, { onProgress: ({ pid }) => pids.push(pid) }),
    );
    const waiting = failure(pool.run({ do: 'echo', value: 1 }));
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(1);
    await pool.close();
    expect([(await running).code, (await waiting).code]).toEqual(['cancelled', 'cancelled']);
    expect(isAlive(pids[0])).toBe(false);
    expect(await failure(pool.run({ do: 'echo', value: 1 }))).toMatchObject({ code: 'cancelled' });
  });
});

describe('coming and going of workers', () => {
  test('one can wait before there is work', async () => {
    const pool = openPool();
    pool.warmUp();
    expect(pool.state).toEqual({ workers: 1, busy: 0, queued: 0 });
    expect((await pool.run({ do: 'echo', value: 1 })).value).toBe(1);
    expect(pool.state.workers).toBe(1);
  });

  test('an idle one is let go and another is started on demand', async () => {
    const pool = openPool({ idleSeconds: 0.1 });
    const first = await pool.run({ do: 'echo', value: 1 });
    await expect.poll(() => pool.state.workers).toBe(0);
    await expect.poll(() => isAlive(first.pid)).toBe(false);
    expect((await pool.run({ do: 'echo', value: 2 })).pid).not.toBe(first.pid);
  });

  test.runIf(process.platform === 'linux')('one that stays large after its task is replaced', async () => {
    const pool = openPool({ memoryBytes: 5e8 });
    const fat = await pool.run({ do: 'get-fat' });
    await expect.poll(() => isAlive(fat.pid)).toBe(false);
    expect((await pool.run({ do: 'echo', value: 1 })).pid).not.toBe(fat.pid);
  });

  test('a worker dies with its parent, even one that never listens', async () => {
    const owner = spawn(process.execPath, [fileURLToPath(OWNER)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(owner.stdout, 'data');
    const pid = Number(String(line));
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('a pool of no workers is refused', () => {
    expect(() => openPool({ workers: 0 })).toThrow('Expected a number of workers of at least 1, got 0.');
  });
});

async function failure(
  promise: Promise<unknown>,
): Promise<{ code: string; message: string; cause?: unknown }> {
  return promise.then(
    () => Promise.reject(new Error('Expected a failure, got an answer.')),
    (error) => error,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
