/** Owns a pool whose only worker spins for ever, and prints the worker's process id: to be killed by a test. */
import { Pool } from '../../src/jobs/pool.ts';
import type { Order } from './unruly-worker.ts';

const entry = new URL('./unruly-worker.ts', import.meta.url);
const pool = new Pool<Order, unknown, { pid: number }>({ entry, workers: 1 });
await pool.run({ do: 'report-pid-and-spin' }, { onProgress: ({ pid }) => console.log(pid) });
