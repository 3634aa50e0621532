import { BrokenAudio } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { id3Size, skipId3 } from '../id3.ts';
import { checkSound, LOSSY_PEAK_LIMIT, type SoundStream } from '../stream.ts';
import { trimFrames } from '../trim.ts';
import type { WarningList } from '../warning.ts';
import { type FrameHeader, HEADER_BYTES, MAX_FRAME_BYTES, parseHeader, sameStream } from './frame.ts';
import { type EncoderInfo, parseInfo } from './info.ts';
import { createFrameDecoder, type FrameDecoder } from './mpg123.ts';

/** What one walk through the frames has seen. */
interface Walk {
  first: FrameHeader;
  frames: number;
  /** Bytes between frames that are no tag. */
  strayBytes: number;
  endsInsideFrame: boolean;
}

/** Bytes of frames handed to the decoder at a time. */
const BATCH_BYTES = 32_768;
/** Bytes searched for a first frame. */
const SYNC_SEARCH_BYTES = 1 << 18;
/** Headers in a row, each where the one before says, that make chance unlikely. */
const FRAMES_TO_TRUST = 3;
/** Samples by which every layer III decoder is late. */
const DECODER_DELAY = 529;
/** A stream may end in tags of several kinds; as much is no damage. */
const ALLOWED_STRAY_BYTES = 4_096;

/** MPEG 1, 2 and 2.5 audio, layers I to III, constant or variable rate; encoder delay and padding are removed. */
export async function openMp3(source: ByteSource, warnings: WarningList): Promise<SoundStream> {
  const window = new ByteWindow(source, await skipId3(source));
  const first = await findFirstFrame(window);
  if (!first) throw new BrokenAudio('Expected MPEG audio frames, got none in a row.');
  checkSound('mp3', first.sampleRate, first.channels);
  await window.ensure(first.bytes);
  const info = parseInfo(window.bytes, window.start, first);
  if (info) window.skip(first.bytes);
  const walk = { first, frames: 0, strayBytes: 0, endsInsideFrame: false };
  const { skip, total } = soundRange(first, info);
  return {
    format: 'mp3',
    sampleRate: first.sampleRate,
    channels: first.channels,
    blocks: trimFrames(decodedBlocks(window, walk, info, warnings), skip, total),
    peakLimit: LOSSY_PEAK_LIMIT,
  };
}

/** Moves to the first of some consistent frames, near the start. */
export async function findFirstFrame(window: ByteWindow): Promise<FrameHeader | undefined> {
  await window.ensure(SYNC_SEARCH_BYTES + FRAMES_TO_TRUST * MAX_FRAME_BYTES);
  const last = Math.min(window.end, window.start + SYNC_SEARCH_BYTES);
  for (let at = window.start; at + HEADER_BYTES <= last; at++) {
    const header = parseHeader(window.bytes, at);
    if (!header || !isTrusted(window, at, header)) continue;
    window.skip(at - window.start);
    return header;
  }
  return undefined;
}

function isTrusted(window: ByteWindow, start: number, first: FrameHeader): boolean {
  let at = start + first.bytes;
  for (let count = 1; count < FRAMES_TO_TRUST; count++) {
    // A file of one or two frames, to its last byte, is a file too.
    if (at === window.end && window.remaining === window.available) return true;
    const header = at + HEADER_BYTES <= window.end ? parseHeader(window.bytes, at) : undefined;
    if (!header || !sameStream(first, header)) return false;
    at += header.bytes;
  }
  return true;
}

function soundRange(first: FrameHeader, info: EncoderInfo | undefined): { skip: number; total?: number } {
  if (info?.delay === undefined) return { skip: 0 };
  const skip = info.delay + DECODER_DELAY;
  const total = (info.frames ?? 0) * first.samples - info.delay - (info.padding ?? 0);
  return total > 0 ? { skip, total } : { skip };
}

async function* decodedBlocks(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  const decoder = await createFrameDecoder();
  try {
    for await (const batch of frameBatches(window, walk)) yield decodeBatch(decoder, batch, warnings);
  } finally {
    decoder.free();
  }
  warnOf(walk, info, warnings);
}

function decodeBatch(decoder: FrameDecoder, batch: Uint8Array, warnings: WarningList): Float32Array[] {
  try {
    return decoder.decode(batch);
  } catch {
    warnings.add('damaged', 'Some of the mp3 frames are damaged and were left out.');
    return [];
  }
}

/** Consecutive whole frames, as bytes, with everything else left out. */
async function* frameBatches(window: ByteWindow, walk: Walk): AsyncGenerator<Uint8Array> {
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(BATCH_BYTES + MAX_FRAME_BYTES);
    const bytes = takeRun(window, walk);
    if (bytes > 0) {
      yield window.bytes.subarray(window.start, window.start + bytes);
      window.skip(bytes);
    } else if (!skipStray(window, walk)) return;
  }
}

/** Counts the frames that follow each other from here: their bytes. */
function takeRun(window: ByteWindow, walk: Walk): number {
  let at = window.start;
  while (at - window.start < BATCH_BYTES) {
    const header = at + HEADER_BYTES <= window.end ? parseHeader(window.bytes, at) : undefined;
    if (!header || !sameStream(walk.first, header)) break;
    if (at + header.bytes > window.end) {
      walk.endsInsideFrame = window.remaining === window.available;
      break;
    }
    at += header.bytes;
    walk.frames++;
  }
  return at - window.start;
}

/** Moves over what is no frame to the next place where one may start: false at the end. */
function skipStray(window: ByteWindow, walk: Walk): boolean {
  const tag = id3Size(window.bytes, window.start);
  if (tag > 0) {
    window.skip(tag);
    return true;
  }
  let at = window.start + 1;
  while (at + HEADER_BYTES <= window.end && !startsRun(window, at, walk.first)) at++;
  const stray = at + HEADER_BYTES <= window.end ? at - window.start : window.available;
  // An ID3v1 tag and what else stands at the very end are no damage.
  walk.strayBytes += stray;
  window.skip(stray);
  return window.remaining > 0;
}

function startsRun(window: ByteWindow, at: number, first: FrameHeader): boolean {
  const header = parseHeader(window.bytes, at);
  return header !== undefined && sameStream(first, header) && isTrusted(window, at, header);
}

function warnOf(walk: Walk, info: EncoderInfo | undefined, warnings: WarningList): void {
  if (walk.endsInsideFrame || (info?.frames && walk.frames < info.frames)) {
    warnings.add('truncated', 'The file ends early: the last of its mp3 frames are missing.');
  }
  if (walk.strayBytes > ALLOWED_STRAY_BYTES) {
    warnings.add(
      'damaged',
      `${walk.strayBytes} bytes between the mp3 frames are no sound and were left out.`,
    );
  }
}
