import { viewOf } from '../bytes.ts';
import { type FrameHeader, HEADER_BYTES } from './frame.ts';
import { sideInfoBytes } from './side-info.ts';

/** Encoder's header in the silent first frame: Xing or Info (with LAME's extension), or VBRI. */
export interface EncoderInfo {
  /** Number of frames that follow. */
  frames?: number;
  /** Encoder delay in samples; undefined if not stated. */
  readonly delay?: number;
  /** Encoder padding in samples. */
  readonly padding?: number;
}

const VBRI_OFFSET = HEADER_BYTES + 32;

/** Reads the information frame at `at`; undefined where the frame holds sound. */
export function parseInfo(bytes: Uint8Array, at: number, header: FrameHeader): EncoderInfo | undefined {
  if (header.layer !== 3) return undefined;
  const frame = bytes.subarray(at, at + header.bytes);
  const view = viewOf(frame);
  const checksum = header.hasChecksum ? 2 : 0;
  for (const offset of [
    HEADER_BYTES + sideInfoBytes(header),
    HEADER_BYTES + sideInfoBytes(header) + checksum,
  ]) {
    const tag = tagAt(frame, offset);
    if (tag === 'Xing' || tag === 'Info') return parseXing(view, offset + 4);
  }
  if (tagAt(frame, VBRI_OFFSET) !== 'VBRI' || frame.length < VBRI_OFFSET + 18) return undefined;
  return { frames: view.getUint32(VBRI_OFFSET + 14) };
}

function parseXing(view: DataView, start: number): EncoderInfo {
  if (view.byteLength < start + 4) return {};
  const flags = view.getUint32(start);
  const has = (bit: number) => (flags & bit) !== 0;
  let at = start + 4;
  const info: EncoderInfo = {};
  if (has(1)) {
    if (view.byteLength >= at + 4) info.frames = view.getUint32(at);
    at += 4;
  }
  at += (has(2) ? 4 : 0) + (has(4) ? 100 : 0) + (has(8) ? 4 : 0);
  // LAME's extension: 9 characters of version, then at 21 two 12-bit counts.
  if (view.byteLength < at + 24 || view.getUint32(at) === 0) return info;
  const counts = (view.getUint16(at + 21) << 8) | view.getUint8(at + 23);
  return { ...info, delay: counts >> 12, padding: counts & 0xfff };
}

function tagAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
