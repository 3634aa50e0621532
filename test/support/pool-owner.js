// Owns a pool whose only worker spins for ever, and prints the worker's process id: to be killed by a test.
import { Pool } from '../../dist/jobs/pool.js';

const pool = new Pool({ entry: new URL('./unruly-worker.js', import.meta.url), workers: 1 });
await pool.run({ do: 'report-pid-and-spin' }, { onProgress: ({ pid }) => console.log(pid) });
