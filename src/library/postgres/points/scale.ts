/** Scale that standardises the points of a database: measured on a sample of its songs, and kept while it holds. */
import { sql } from 'kysely';
import { VECTOR_COLUMNS } from '../../../analysis/song-vector.ts';
import { type Scale, scaleOf } from '../../similarity/similarity.ts';
import { vectorOf } from '../../similarity/song-features.ts';
import type { Library } from '../../store/store.ts';
import { pointState } from './points.ts';

const SAMPLE = 20_000;
/** Growth of the number of songs after which it is measured again. */
const GROWTH = 2;
/** Largest change of means and deviations, as a share of the deviation, at which the scale is kept. */
const MAX_CHANGE = 0.1;

/** Current scale, measured again if necessary; a changed one invalidates all points. */
export async function currentScale(library: Library, songs: number): Promise<Scale> {
  const { scale, scaled } = await pointState(library);
  if (scale && songs <= GROWTH * scaled) return scale;
  const measured = await measuredScale(library, songs);
  const kept = scale && isAlike(scale, measured) ? scale : measured;
  const isSame = sql`scale is not distinct from ${JSON.stringify(kept)}`;
  await sql`update listed_state set scale = ${JSON.stringify(kept)}, scaled = ${songs},
    pointed = case when ${isSame} then pointed else 0 end, coded = case when ${isSame} then coded else 0 end`.execute(
    library,
  );
  return kept;
}

async function measuredScale(library: Library, songs: number): Promise<Scale> {
  const percent = Math.min(100, (100 * SAMPLE) / songs);
  const { rows } = await sql<{ vector: Uint8Array; analysis: string }>`
    select vector, analysis from songs tablesample system (${percent}) repeatable (1)
    where vector is not null limit ${2 * SAMPLE}`.execute(library);
  const vectors = rows.flatMap((row) => vectorOf(row) ?? []);
  const [count, stride] = [vectors.length, VECTOR_COLUMNS.length];
  const data = new Float32Array(count * stride);
  vectors.forEach((vector, i) => {
    data.set(vector, i * stride);
  });
  const { means, deviations } = await scaleOf({ count, stride, data });
  return { means: Array.from(means), deviations: Array.from(deviations) };
}

function isAlike(one: Scale, other: Scale): boolean {
  return Array.from(one.means).every((mean, i) => {
    const deviation = one.deviations[i];
    const moved = Math.abs(mean - other.means[i]) + Math.abs(deviation - other.deviations[i]);
    return moved <= MAX_CHANGE * deviation;
  });
}
