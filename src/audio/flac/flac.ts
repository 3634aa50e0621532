import { BrokenAudio, UnsupportedFormat } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { viewOf } from '../bytes.ts';
import { skipId3 } from '../id3.ts';
import {
  checkSound,
  INTEGER_PEAK_LIMIT,
  type PlacedBlock,
  type SoundStream,
  type Span,
  touches,
} from '../stream.ts';
import type { WarningList } from '../warning.ts';
import { decodeFrame, type FlacFrame, maxFrameBytes } from './frame.ts';
import { type FlacFrameHeader, MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';

/** The STREAMINFO block (RFC 9639 section 8.2), as far as it is needed. */
export interface FlacInfo {
  sampleRate: number;
  channels: number;
  bitsPerSample: number;
  /** Of each channel; 0: unknown. */
  totalSamples: number;
}

const STREAMINFO_BYTES = 34;
const MAX_METADATA_BLOCKS = 1_024;
/** A file of nothing but beginnings of frames would take for ever. */
const MAX_DAMAGED_FRAMES = 1_000;
const DAMAGED = 'Some of the flac frames are damaged and were left out.';

/** Native FLAC of up to 24 bits, bit-exact; frames with a wrong checksum are left out. */
export async function openFlac(source: ByteSource, warnings: WarningList): Promise<SoundStream> {
  const { info, audioStart } = await readMetadata(source, await skipId3(source));
  checkFlac(info);
  return {
    format: 'flac',
    sampleRate: info.sampleRate,
    channels: info.channels,
    blocks: flacBlocks(new ByteWindow(source, audioStart), info, warnings),
    peakLimit: INTEGER_PEAK_LIMIT,
    seek: {
      count: () => countFrames(new ByteWindow(source, audioStart), info, warnings),
      spans: (wanted) => flacSpans(new ByteWindow(source, audioStart), info, wanted, warnings),
    },
  };
}

/** Reads the body of a STREAMINFO block. */
export function parseStreamInfo(body: Uint8Array): FlacInfo {
  if (body.length < STREAMINFO_BYTES)
    throw new BrokenAudio('Expected the stream information of flac, got less.');
  const view = viewOf(body);
  const packed = view.getUint32(10);
  return {
    sampleRate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    totalSamples: (packed & 15) * 2 ** 32 + view.getUint32(14),
  };
}

/** @throws {BrokenAudio} {UnsupportedFormat} */
export function checkFlac(info: FlacInfo): void {
  checkSound('flac', info.sampleRate, info.channels);
  if (info.bitsPerSample < 4 || info.bitsPerSample > 24) {
    throw new UnsupportedFormat(`Expected flac of 4 to 24 bits, got ${info.bitsPerSample}.`);
  }
}

/** Whether a frame belongs to the stream. */
export function fitsStream(header: FlacFrameHeader, info: FlacInfo): boolean {
  return (
    header.channels === info.channels &&
    (header.sampleRate === 0 || header.sampleRate === info.sampleRate) &&
    (header.bitsPerSample === 0 || header.bitsPerSample === info.bitsPerSample)
  );
}

/** The stream's information, and where its frames begin. @throws {BrokenAudio} */
export async function readMetadata(
  source: ByteSource,
  start: number,
): Promise<{ info: FlacInfo; audioStart: number }> {
  let info: FlacInfo | undefined;
  let at = start + 4;
  for (let count = 0; count < MAX_METADATA_BLOCKS; count++) {
    const head = await source.read(at, at + 4);
    if (head.length < 4) break;
    const size = (head[1] << 16) | (head[2] << 8) | head[3];
    if ((head[0] & 127) === 0)
      info = parseStreamInfo(await source.read(at + 4, at + 4 + Math.min(size, STREAMINFO_BYTES)));
    at += 4 + size;
    if (head[0] & 128) break;
  }
  if (!info) throw new BrokenAudio('Expected a flac file with stream information, got none.');
  return { info, audioStart: at };
}

async function* flacBlocks(
  window: ByteWindow,
  info: FlacInfo,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  let samples = 0;
  let isInSync = true;
  let damaged = 0;
  while (window.remaining > 0) {
    const frame = await nextFrame(window, info);
    if (frame) {
      // What stands behind the last frame may be a tag, or its cut-off successor.
      if (!isInSync) warnings.add('damaged', DAMAGED);
      samples += frame.planes[0].length;
      yield frame.planes;
      window.skip(frame.bytes);
    } else {
      if (isHeader(window) && ++damaged > MAX_DAMAGED_FRAMES)
        throw new BrokenAudio('Expected flac frames, got mostly damaged ones.');
      skipToSync(window);
    }
    isInSync = frame !== undefined;
  }
  warnIfShort(samples, info, warnings);
}

async function countFrames(window: ByteWindow, info: FlacInfo, warnings: WarningList): Promise<number> {
  let samples = 0;
  for await (const header of headersOf(window, info)) samples += header.blockSize;
  warnIfShort(samples, info, warnings);
  return samples;
}

async function* flacSpans(
  window: ByteWindow,
  info: FlacInfo,
  wanted: readonly Span[],
  warnings: WarningList,
): AsyncGenerator<PlacedBlock> {
  let at = 0;
  for await (const header of headersOf(window, info)) {
    if (touches(wanted, at, at + header.blockSize)) {
      const frame = await nextFrame(window, info);
      if (frame) yield { at, planes: frame.planes };
      else warnings.add('damaged', DAMAGED);
    }
    at += header.blockSize;
  }
}

/**
 * Where each frame begins, by headers alone: the window stands there while the caller has its header. The next is
 * the one that says so, since sound may look like a header by chance; where no such is near, any.
 */
async function* headersOf(window: ByteWindow, info: FlacInfo): AsyncGenerator<FlacFrameHeader> {
  let header = await findHeader(window, info);
  let breaks = 0;
  while (header) {
    yield header;
    const { next, bytes, channels } = header;
    const reach: number = maxFrameBytes(header, info.bitsPerSample);
    // At least a byte for each channel and a checksum follow.
    window.skip(bytes + channels + 2);
    await window.ensure(reach + MAX_HEADER_BYTES);
    header =
      breaks < MAX_DAMAGED_FRAMES
        ? searchHeader(window, info, reach, ({ number }) => number === next)
        : undefined;
    if (!header) breaks++;
    header ??= await findHeader(window, info);
  }
}

/** Moves to the next header, whatever its number. */
async function findHeader(window: ByteWindow, info: FlacInfo): Promise<FlacFrameHeader | undefined> {
  while (await window.ensure(1)) {
    await window.ensure(MAX_HEADER_BYTES);
    const found = searchHeader(window, info, window.available, () => true);
    if (found) return found;
    window.skip(Math.max(1, window.available - MAX_HEADER_BYTES));
  }
  return undefined;
}

function searchHeader(
  window: ByteWindow,
  info: FlacInfo,
  reach: number,
  isWanted: (header: FlacFrameHeader) => boolean,
): FlacFrameHeader | undefined {
  const last = Math.min(window.end, window.start + reach + 1);
  for (let at = window.start; at < last; at++) {
    at = window.bytes.indexOf(0xff, at);
    if (at < 0 || at >= last) return undefined;
    const header = parseFrameHeader(window.bytes, at);
    if (!header || !fitsStream(header, info) || !isWanted(header)) continue;
    window.skip(at - window.start);
    return header;
  }
  return undefined;
}

function isHeader(window: ByteWindow): boolean {
  return parseFrameHeader(window.bytes, window.start) !== undefined;
}

async function nextFrame(window: ByteWindow, info: FlacInfo): Promise<FlacFrame | undefined> {
  await window.ensure(MAX_HEADER_BYTES);
  const header = parseFrameHeader(window.bytes, window.start);
  if (!header || !fitsStream(header, info)) return undefined;
  await window.ensure(maxFrameBytes(header, info.bitsPerSample));
  try {
    return decodeFrame(window.bytes, window.start, window.end, header, info.bitsPerSample);
  } catch {
    // Any damage shows as a broken rule or a wrong checksum: look for the next frame.
    return undefined;
  }
}

/** Moves past the current byte to where the next frame may start. */
function skipToSync(window: ByteWindow): void {
  const next = window.bytes.indexOf(0xff, window.start + 1);
  window.skip(next < 0 || next >= window.end ? Math.max(1, window.available) : next - window.start);
}

function warnIfShort(samples: number, info: FlacInfo, warnings: WarningList): void {
  if (samples >= info.totalSamples || warnings.items.length > 0) return;
  const seconds = (info.totalSamples / info.sampleRate).toFixed(1);
  warnings.add('truncated', `The file ends early: its header speaks of ${seconds} seconds.`);
}
