import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { viewOf } from '../bytes.ts';
import { checkSound } from '../check-sound.ts';
import type { FlacFrameHeader } from './frame-header.ts';

/** The STREAMINFO block (RFC 9639 section 8.2), as far as it is needed. */
export interface FlacInfo {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** Samples of each channel; 0 if unknown. */
  readonly totalSamples: number;
}

const STREAMINFO_BYTES = 34;
const MAX_METADATA_BLOCKS = 1_024;

/** Reads the body of a STREAMINFO block. */
export function parseStreamInfo(body: Uint8Array): FlacInfo {
  if (body.length < STREAMINFO_BYTES)
    throw new TonearmError('broken-audio', 'Expected the stream information of flac, got less.');
  const view = viewOf(body);
  const packed = view.getUint32(10);
  return {
    sampleRate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    totalSamples: (packed & 15) * 2 ** 32 + view.getUint32(14),
  };
}

/** @throws broken-audio unsupported-format */
export function checkFlac(info: FlacInfo): void {
  checkSound('flac', info.sampleRate, info.channels);
  if (info.bitsPerSample < 4 || info.bitsPerSample > 24) {
    throw new TonearmError('unsupported-format', `Expected flac of 4 to 24 bits, got ${info.bitsPerSample}.`);
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

/** The stream's information, and where its frames begin. @throws broken-audio */
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
  if (!info)
    throw new TonearmError('broken-audio', 'Expected a flac file with stream information, got none.');
  return { info, audioStart: at };
}
