import { type Box, boxesIn, findBox } from './boxes.ts';
import { handlerType, parseSampleEntry, type SampleEntry } from './sample-entry.ts';
import { tableIn } from './sample-table.ts';

/** A track of sound as the movie header describes it. */
export interface SoundTrack extends SampleEntry {
  readonly id: number;
  /** The box of its sample tables. */
  readonly stbl: Box;
  /** Seconds of its media before the sound begins; undefined where no edit says. */
  readonly startSeconds?: number;
  /** Seconds of sound; undefined if not stated. */
  readonly playSeconds?: number;
}

/** Media time of an empty edit. */
const EMPTY_EDIT = -1;

/** The sound tracks of a movie header's contents. */
export function parseSoundTracks(view: DataView): SoundTrack[] {
  const whole = { start: 0, end: view.byteLength };
  const movieScale = timing(view, findBox(view, whole, 'mvhd'))?.scale ?? 0;
  const tracks: SoundTrack[] = [];
  for (const box of boxesIn(view, whole)) {
    const track = box.type === 'trak' ? parseTrack(view, box, movieScale) : undefined;
    if (track) tracks.push(track);
  }
  return tracks;
}

function parseTrack(view: DataView, trak: Box, movieScale: number): SoundTrack | undefined {
  const media = findBox(view, trak, 'mdia');
  const stbl = media && findBox(view, media, 'minf', 'stbl');
  const description = stbl && findBox(view, stbl, 'stsd');
  if (!media || !stbl || !description || handlerType(view, media) !== 'soun') return undefined;
  const entry = parseSampleEntry(view, description);
  const time = timing(view, findBox(view, media, 'mdhd'));
  return entry && { ...entry, id: trackId(view, trak), stbl, ...playRange(view, trak, time, movieScale) };
}

function trackId(view: DataView, trak: Box): number {
  const header = findBox(view, trak, 'tkhd');
  if (!header || header.end - header.start < 24) return 0;
  return view.getUint32(header.start + (view.getUint8(header.start) === 1 ? 20 : 12));
}

/** Ticks a second and length in ticks, of a movie or media header. */
function timing(view: DataView, box: Box | undefined): { scale: number; duration: number } | undefined {
  if (!box || box.end - box.start < 24) return undefined;
  const isLong = view.getUint8(box.start) === 1;
  if (isLong && box.end - box.start < 32) return undefined;
  const at = box.start + (isLong ? 20 : 12);
  const duration = isLong ? Number(view.getBigUint64(at + 4)) : view.getUint32(at + 4);
  return { scale: view.getUint32(at), duration };
}

function playRange(
  view: DataView,
  trak: Box,
  media: { scale: number; duration: number } | undefined,
  movieScale: number,
): Pick<SoundTrack, 'startSeconds' | 'playSeconds'> {
  if (!media || media.scale === 0) return {};
  const edit = firstEdit(view, findBox(view, trak, 'edts', 'elst'));
  const startSeconds = edit && edit.mediaTime / media.scale;
  const mediaSeconds = media.duration / media.scale - (startSeconds ?? 0);
  const editSeconds = edit && movieScale > 0 && edit.duration > 0 ? edit.duration / movieScale : mediaSeconds;
  // The edit is rounded to the movie's ticks, often milliseconds: where both agree, the media is exact.
  const isSame = Math.abs(editSeconds - mediaSeconds) <= 1 / (movieScale || 1);
  const playSeconds = isSame ? mediaSeconds : Math.min(mediaSeconds, editSeconds);
  return { startSeconds, playSeconds: playSeconds > 0 ? playSeconds : undefined };
}

/** First edit that is not empty. */
function firstEdit(
  view: DataView,
  box: Box | undefined,
): { duration: number; mediaTime: number } | undefined {
  if (!box || box.end - box.start < 8) return undefined;
  const isLong = view.getUint8(box.start) === 1;
  const bytes = isLong ? 20 : 12;
  const { start, count } = tableIn(view, box, 8, bytes);
  for (let at = start; at < start + count * bytes; at += bytes) {
    const duration = isLong ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const mediaTime = isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (mediaTime !== EMPTY_EDIT) return { duration, mediaTime: Math.max(0, mediaTime) };
  }
  return undefined;
}
