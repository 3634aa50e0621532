/** Loudness as ReplayGain 2.0: planned here, written and undone as other tags are. */

import { dirname } from 'node:path';
import { openAudio } from '../../audio/decode.ts';
import type { Loudness } from '../../description/description.ts';
import { LoudnessMeter, measureTogether } from '../../description/loudness.ts';
import { groupBy } from '../../group-by.ts';
import { fileSource } from '../../jobs/file-source.ts';
import type { Library } from '../store/store.ts';
import type { PlanOptions, TagChange, TagFields, TagPlan, TagRules, TagSkip } from './contract.ts';
import type { NamedTexts } from './named-texts.ts';
import { type AnalysedFile, analysedFiles, compare } from './plan.ts';
import { Refusal, refusalOf } from './refusal.ts';

/** Reference loudness of players: ReplayGain 2.0, and Opus by RFC 7845. */
export const REFERENCE_LUFS = -18;
const OPUS_LUFS = -23;
/** Fixed-point steps of Opus gains, per dB, in 16 bits. */
const OPUS_STEPS = 256;
const [MIN_OPUS, MAX_OPUS] = [-32_768, 32_767];

/** Songs that are measured together. */
type Album = readonly AnalysedFile[];

/**
 * Measures all of every file, and plans the gain and the true peak of the track, and of its album if several
 * files of a folder name the same one. In order of path within an album.
 * @throws the signal's reason when called off.
 */
export async function planReplayGain(
  library: Library,
  { only }: Pick<TagRules, 'only'>,
  options: PlanOptions = {},
): Promise<TagPlan> {
  const files = await analysedFiles(library, options);
  const results: (TagChange | TagSkip)[] = [];
  for (const album of albumsOf(files)) {
    for await (const result of planAlbum(album, only, options)) {
      results.push(result);
      options.onProgress?.({ done: results.length, total: files.length });
    }
  }
  return {
    changes: results.filter((result) => 'after' in result),
    skipped: results.filter((result) => 'reason' in result),
  };
}

/** Albums by folder and name; a file without an album is one of its own. */
function albumsOf(files: readonly AnalysedFile[]): Album[] {
  const albums = groupBy(files, ({ path, album }) => (album === null ? path : `${dirname(path)}\0${album}`));
  return [...albums.values()];
}

async function* planAlbum(
  album: Album,
  only: TagRules['only'],
  options: PlanOptions,
): AsyncGenerator<TagChange | TagSkip> {
  const measured: { file: AnalysedFile; meter: LoudnessMeter }[] = [];
  for (const file of album) {
    try {
      // What stays as it is need not be measured, unless its album asks for it.
      if (album.length === 1 && only === 'empty') await compare(file, options.breakLinks, refuseMeasured);
      measured.push({ file, meter: await meterOf(file.path, options.signal) });
    } catch (error) {
      options.signal?.throwIfAborted();
      yield skipOf(file, error);
    }
  }
  const whole = measured.length > 1 ? measureTogether(measured.map(({ meter }) => meter)) : undefined;
  for (const { file, meter } of measured) {
    const track = meter.measure();
    const merge = (before: TagFields, isOpus: boolean) => merged(before, textsOf(track, whole, isOpus), only);
    const fields = compare(file, options.breakLinks, merge);
    const { song, path, contentHash } = file;
    yield await fields.then(
      (both) => ({ song, path, contentHash, ...both }),
      (error) => skipOf(file, error),
    );
  }
}

function refuseMeasured(before: TagFields): TagFields {
  if (hasGain(before)) throw new Refusal('has-tags', 'It says how loud it is already.');
  return before;
}

function merged(before: TagFields, wanted: NamedTexts, only: TagRules['only']): TagFields {
  const texts = { ...before.texts, ...wanted };
  if (Object.entries(wanted).every(([name, text]) => before.texts?.[name as keyof NamedTexts] === text))
    throw new Refusal('same', 'It says so already.');
  if (only === 'empty') refuseMeasured(before);
  return { ...before, texts };
}

function hasGain({ texts = {} }: TagFields): boolean {
  return texts.REPLAYGAIN_TRACK_GAIN !== undefined || texts.R128_TRACK_GAIN !== undefined;
}

function textsOf(track: Loudness, album: Loudness | undefined, isOpus: boolean): NamedTexts {
  if (track.integratedLufs === undefined) throw new Refusal('unsure', 'Expected sound, got near silence.');
  const all = album ?? track;
  if (isOpus) return { R128_TRACK_GAIN: opusGain(track), R128_ALBUM_GAIN: opusGain(all) };
  return {
    REPLAYGAIN_TRACK_GAIN: gainText(track),
    REPLAYGAIN_TRACK_PEAK: peakText(track),
    REPLAYGAIN_ALBUM_GAIN: gainText(all),
    REPLAYGAIN_ALBUM_PEAK: peakText(all),
  };
}

function gainText({ integratedLufs }: Loudness): string {
  const gain = REFERENCE_LUFS - integratedLufs!;
  return `${gain >= 0 ? '+' : ''}${gain.toFixed(2)} dB`;
}

function peakText({ truePeakDb }: Loudness): string {
  return (10 ** (truePeakDb / 20)).toFixed(6);
}

function opusGain({ integratedLufs }: Loudness): string {
  const steps = Math.round(OPUS_STEPS * (OPUS_LUFS - integratedLufs!));
  return String(Math.max(MIN_OPUS, Math.min(MAX_OPUS, steps)));
}

async function meterOf(path: string, signal: AbortSignal | undefined): Promise<LoudnessMeter> {
  const meter = new LoudnessMeter();
  const source = await fileSource(path);
  try {
    const { chunks } = await openAudio(source, { signal, tap: (block) => meter.push(block) });
    for await (const _ of chunks);
  } finally {
    await source.close();
  }
  return meter;
}

function skipOf({ song, path }: AnalysedFile, error: unknown): TagSkip {
  const { reason, message } = refusalOf(error);
  return { song, path, reason, message };
}
