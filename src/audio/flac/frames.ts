/** Finds the frames of a native FLAC stream by their headers. */
import type { ByteWindow } from '../byte-window.ts';
import { FrameDecoder, maxFrameBytes } from './frame.ts';
import { type FlacFrameHeader, MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';
import { type FlacInfo, fitsStream } from './stream-info.ts';

/** A run of frames of one rate, size and number of channels. */
export interface FlacRun {
  readonly info: FlacInfo;
  /** Stream information of the frames after this run; undefined at the end of the file. */
  next?: FlacInfo;
}

export interface FoundFrame {
  /** Bytes of the frame, and maybe more behind it. */
  readonly data: Uint8Array;
  readonly header: FlacFrameHeader;
  /** Samples missing before it, by its number. */
  readonly lost: number;
}

/** Maximum number of false frame starts; a file of nothing else would take for ever. */
const MAX_BREAKS = 200;
/** Bytes of the frame checksum, which with a byte for each channel follow every header. */
const CHECKSUM_BYTES = 2;
/** Bytes searched for a header at a time. */
const SEARCH_BYTES = 1 << 17;
/** Largest trusted jump of the frame or sample number ahead: 100 s of the smallest usual frames, 90 s of samples. */
const MAX_AHEAD = 4_000_000;
const BEGINNING = { next: 0 };
/** Decoder that distinguishes whole frames from false headers. */
let trial: FrameDecoder | undefined;

/**
 * Frames of a run. The next is the one with the expected number, since sound may look like a header by
 * chance; if there is none near, one a little later in the song, or any.
 */
export async function* readFrames(window: ByteWindow, run: FlacRun): AsyncGenerator<FoundFrame> {
  const { info } = run;
  let breaks = 0;
  const start = window.position;
  let header = await findHeader(window, run);
  // A file cut from the middle of a song begins with a number above 0; one whose beginning is damaged does not.
  let before = window.position > start ? BEGINNING : undefined;
  while (header) {
    const lost: number = before ? lostBetween(before, header) : 0;
    const reach = maxFrameBytes(header, info.bitsPerSample);
    await window.ensure(reach + MAX_HEADER_BYTES);
    const skipped = header.bytes + header.channels + CHECKSUM_BYTES;
    const { next } = header;
    const at =
      breaks < MAX_BREAKS ? search(window, skipped, reach, info, ({ number }) => number === next) : undefined;
    const data = window.bytes.subarray(window.start, at ?? Math.min(window.end, window.start + reach));
    const isCutOff = at === undefined && data.length === window.remaining && !isWhole(data, info);
    if (!isCutOff) yield { data, header, lost };
    before = header;
    window.skip(at === undefined ? skipped : at - window.start);
    if (at !== undefined) header = parseFrameHeader(window.bytes, window.start);
    else header = await findHeader(window, run, breaks++ < MAX_BREAKS ? next : undefined);
  }
}

/** Samples between the end of one frame and the start of another; 0 where their numbers go back. */
function lostBetween(
  before: Pick<FlacFrameHeader, 'next'>,
  { number, next, blockSize }: FlacFrameHeader,
): number {
  const isInSamples = next - number === blockSize;
  return Math.max(0, number - before.next) * (isInSamples ? 1 : blockSize);
}

/**
 * Moves to the next header: one a little ahead of `expected` if there is one at hand, else any. Ends the run at a
 * frame of another kind, if it is whole.
 */
async function findHeader(
  window: ByteWindow,
  run: FlacRun,
  expected?: number,
): Promise<FlacFrameHeader | undefined> {
  while (await window.ensure(1)) {
    await window.ensure(SEARCH_BYTES);
    const isAhead = ({ number }: FlacFrameHeader) =>
      expected !== undefined && number > expected && number <= expected + MAX_AHEAD;
    const ahead = expected === undefined ? undefined : search(window, 0, SEARCH_BYTES, run.info, isAhead);
    const at = ahead ?? searchAny(window, run);
    if (at !== undefined) {
      window.skip(at - window.start);
      return run.next ? undefined : parseFrameHeader(window.bytes, window.start);
    }
    window.skip(Math.max(1, window.available - MAX_HEADER_BYTES));
  }
  return undefined;
}

/** Finds the next frame of the run, or a frame of another kind, which `run.next` describes then. */
function searchAny(window: ByteWindow, run: FlacRun): number | undefined {
  for (const { at, header } of headersIn(window, window.start, window.end)) {
    if (fitsStream(header, run.info)) return at;
    const info = infoOf(header, run.info);
    if (!isWhole(window.bytes.subarray(at, window.end), info)) continue;
    run.next = info;
    return at;
  }
  return undefined;
}

/** Finds, from `skipped` bytes on, a header in the window that belongs to the stream and is accepted. */
function search(
  window: ByteWindow,
  skipped: number,
  reach: number,
  info: FlacInfo,
  isWanted: (header: FlacFrameHeader) => boolean,
): number | undefined {
  const from = window.start + skipped;
  for (const { at, header } of headersIn(window, from, Math.min(window.end, from + reach + 1)))
    if (fitsStream(header, info) && isWanted(header)) return at;
  return undefined;
}

function* headersIn(
  { bytes }: ByteWindow,
  from: number,
  to: number,
): Generator<{ at: number; header: FlacFrameHeader }> {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at < to; at = bytes.indexOf(0xff, at + 1)) {
    const header = parseFrameHeader(bytes, at);
    if (header) yield { at, header };
  }
}

function infoOf({ sampleRate, channels, bitsPerSample }: FlacFrameHeader, before: FlacInfo): FlacInfo {
  return {
    sampleRate: sampleRate || before.sampleRate,
    channels,
    bitsPerSample: bitsPerSample || before.bitsPerSample,
    totalSamples: 0,
  };
}

/** Whether the frame that `data` begins with can be decoded. */
function isWhole(data: Uint8Array, info: FlacInfo): boolean {
  try {
    trial ??= new FrameDecoder();
    trial.decode(data, info);
    return true;
  } catch {
    return false;
  }
}
