/** `npm run fuzz -- --minutes 60 [--target decode]`: damaged inputs without end. What breaks something is kept. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { TonearmError } from '../../src/errors.ts';
import { Pool } from '../../src/jobs/pool.ts';
import { BROKEN, inputOf } from './inputs.ts';
import { TARGETS } from './targets.ts';
import type { Attempt } from './worker.ts';

const OPTIONS = {
  minutes: { type: 'string', default: '1' },
  /** One of them alone. */
  target: { type: 'string' },
  /** The first seed; runs that begin elsewhere try other inputs. */
  from: { type: 'string', default: '1000' },
} as const;
const TASK_SECONDS = 60;
const MEMORY_BYTES = 1.5e9;
const MS_A_MINUTE = 60_000;

const { values } = parseArgs({ options: OPTIONS });
const targets = values.target ? [values.target] : [...Object.keys(TARGETS), 'http'];
const entry = new URL('./worker.ts', import.meta.url);
const pool = new Pool<Attempt, string | null, never>({
  entry,
  workers: 1,
  taskSeconds: TASK_SECONDS,
  memoryBytes: MEMORY_BYTES,
});
const counts = new Map(targets.map((target) => [target, { tried: 0, found: 0, seconds: 0 }]));
let ends = performance.now() + Number(values.minutes) * MS_A_MINUTE;
process.once('SIGINT', () => {
  ends = 0;
});
/** Findings reported already: one of a kind is enough. */
const told = new Set<string>();

for (let seed = Number(values.from); performance.now() < ends; seed++) {
  for (const target of targets) await attempt({ target, seed });
}
await pool.close();
for (const [target, { tried, found, seconds }] of counts)
  console.log(`${target}: ${tried} inputs in ${seconds.toFixed(0)} s, ${found} broke something`);
process.exitCode = told.size > 0 ? 1 : 0;

async function attempt(task: Attempt): Promise<void> {
  const count = counts.get(task.target)!;
  const started = performance.now();
  let trouble = await outcomeOf(task);
  // A timeout may come from a busy machine, so it is tried again before it counts.
  if (trouble?.startsWith('timed-out')) trouble = await outcomeOf(task);
  count.tried++;
  count.seconds += (performance.now() - started) / 1000;
  if (trouble === null) return;
  count.found++;
  const kind = `${task.target} ${trouble.split('\n').slice(0, 3).join(' ').replaceAll(/\d+/g, 'N')}`;
  if (told.has(kind)) return;
  told.add(kind);
  console.log(`${task.target}, seed ${task.seed}: ${trouble}\n`);
  if (task.target === 'http') return;
  writeFileSync(new URL(`${task.target}-${task.seed}`, BROKEN), inputOf(task.target, task.seed));
}

function outcomeOf(task: Attempt): Promise<string | null> {
  return pool.run(task).catch((error: TonearmError) => `${error.code}: ${error.message}`);
}
