/** The songs that tempo and key are learned from and measured on. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDuplicates } from '../../src/analysis/duplicates.ts';
import { earComponents } from '../../src/analysis/ear-components.ts';
import { PASSAGE_SECONDS } from '../../src/analysis/passages.ts';
import { type Segment, segmentsOf } from '../../src/analysis/segments.ts';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { parseCsv } from '../../src/csv.ts';
import { MODES, TONICS } from '../../src/description/key.ts';
import { keyEvidence } from '../../src/description/key-evidence.ts';
import { ALL_RANGES, onsetEnvelopes } from '../../src/description/onsets.ts';
import { tempoEvidence } from '../../src/description/tempo-evidence.ts';
import { earSpectrogram, embeddingOf } from '../../src/features/ear.ts';
import { fingerprint, fingerprintBits } from '../../src/features/fingerprint.ts';
import { shippedEar } from '../../src/jobs/shipped-networks.ts';

export interface Song {
  readonly id: string;
  readonly genre: string;
  /** Songs of one artist, and copies of one recording. */
  readonly group: number;
  /** Annotated tempo, in beats per minute. */
  readonly tempo: number;
  /** Annotated key of twelve tonics in two modes; -1 without a single key. */
  readonly key: number;
  readonly tempoRows: Float32Array;
  readonly lags: Float64Array;
  /** Onset envelopes for beat tracking. */
  readonly onsets: Float64Array;
  readonly keyEvidence: Float64Array;
  /** Principal components of the embedding. */
  readonly components: readonly number[];
  readonly path: string;
}

/** @param folder with `clips.csv`, `rhythm_and_key.csv` and audio; only clips of half a minute count */
export async function readSongs(folder: string): Promise<Song[]> {
  const clips = (await table(join(folder, 'clips.csv'))).filter(({ extent }) => extent === 'full');
  const notes = new Map((await table(join(folder, 'rhythm_and_key.csv'))).map((row) => [row.clip, row]));
  const songs: Song[] = [];
  const recordings: { contentHash: string; bits: Uint32Array }[] = [];
  for (const { clip, genre, audio } of clips) {
    const path = join(folder, audio);
    const bytes = await readFile(path);
    const { analysis } = await firstSegment(bytes);
    const { rows: tempoRows, lags } = await tempoEvidence(analysis);
    const { tempo, key } = notes.get(clip)!;
    songs.push({
      id: clip,
      genre,
      group: -1,
      tempo: Number(tempo),
      key: keyOf(key),
      tempoRows,
      lags,
      onsets: onsetEnvelopes(earSpectrogram(analysis))[ALL_RANGES],
      keyEvidence: keyEvidence(analysis),
      components: earComponents(await embeddingOf(analysis)),
      path,
    });
    recordings.push({
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      bits: fingerprintBits(fingerprint.compute(analysis)),
    });
    if (songs.length % 100 === 0) console.error(`${songs.length} of ${clips.length} songs`);
  }
  const groups = groupsOf(clips, recordings);
  return songs.map((song, i) => ({ ...song, group: groups[i] }));
}

async function firstSegment(bytes: Uint8Array): Promise<Segment> {
  const spec = { seconds: PASSAGE_SECONDS, hopSeconds: PASSAGE_SECONDS };
  const segments = await segmentsOf(bytesSource(bytes), [spec], { ear: shippedEar });
  for await (const segment of segments) return segment;
  throw new RangeError('Expected a clip that sounds, got silence.');
}

/** Key as 2 x tonic + mode; -1 without a single key. */
export function keyOf(annotated: string): number {
  const [tonic, mode] = annotated.split(' ');
  const place = TONICS.indexOf(tonic);
  return place < 0 ? -1 : MODES.length * place + (mode === 'minor' ? 1 : 0);
}

function groupsOf(
  clips: readonly Record<string, string>[],
  recordings: readonly { contentHash: string; bits: Uint32Array }[],
): number[] {
  const known = new Map<string, number>();
  const groups = clips.map(({ artist, clip }) => {
    const key = artist.trim().toLowerCase() || clip;
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  });
  for (const { a, b } of findDuplicates(recordings)) {
    const [from, to] = [groups[b], groups[a]];
    groups.forEach((group, i) => {
      if (group === from) groups[i] = to;
    });
  }
  return groups;
}

async function table(path: string): Promise<Record<string, string>[]> {
  const { columns, rows } = parseCsv(await readFile(path));
  return rows.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
}
