import { BadFrame, BitReader } from '../bit-reader.ts';
import { crc16 } from './crc.ts';
import type { FlacFrameHeader } from './frame-header.ts';
import { decodeSubframe } from './subframe.ts';

/** A decoded frame. */
export interface FlacFrame {
  /** One a channel, each sample `integer / 2^(bits - 1)`. */
  readonly planes: Float32Array[];
  /** Bytes of the whole frame. */
  readonly bytes: number;
}

/** No frame of these sizes is larger: each sample plain, and what stands around. */
export function maxFrameBytes(header: FlacFrameHeader, bitsPerSample: number): number {
  return Math.ceil((header.blockSize * header.channels * (bitsPerSample + 1)) / 8) + 1_024;
}

/**
 * Decodes the frame at `at`, whose header is known; `end` is the first byte that is no data.
 * @throws BadFrame {OutOfBits} where it is damaged, or its checksum does not match
 */
export function decodeFrame(
  bytes: Uint8Array,
  at: number,
  end: number,
  header: FlacFrameHeader,
  bitsPerSample: number,
): FlacFrame {
  const bits = new BitReader(bytes, at + header.bytes, end);
  const channels = Array.from({ length: header.channels }, (_, channel) => {
    const samples = new Int32Array(header.blockSize);
    decodeSubframe(bits, samples, bitsPerSample + (isSide(header, channel) ? 1 : 0));
    return samples;
  });
  bits.alignToByte();
  const length = bits.position / 8 - at;
  const expected = bits.unsigned(16);
  if (bits.overrun || crc16(bytes, at, at + length) !== expected)
    throw new BadFrame('Expected another checksum.');
  if (header.stereo !== 'independent') unmix(header.stereo, channels[0], channels[1]);
  return { planes: channels.map((samples) => toFloat(samples, bitsPerSample)), bytes: length + 2 };
}

function isSide(header: FlacFrameHeader, channel: number): boolean {
  if (header.stereo === 'side-right') return channel === 0;
  return header.stereo !== 'independent' && channel === 1;
}

/** Left and right in place of what was coded. */
function unmix(mode: FlacFrameHeader['stereo'], first: Int32Array, second: Int32Array): void {
  for (let i = 0; i < first.length; i++) {
    const a = first[i];
    const b = second[i];
    if (mode === 'left-side') second[i] = a - b;
    else if (mode === 'side-right') first[i] = a + b;
    else {
      const mid = (a << 1) | (b & 1);
      first[i] = (mid + b) >> 1;
      second[i] = (mid - b) >> 1;
    }
  }
}

function toFloat(samples: Int32Array, bitsPerSample: number): Float32Array {
  const plane = new Float32Array(samples.length);
  const scale = 2 ** (1 - bitsPerSample);
  for (let i = 0; i < plane.length; i++) plane[i] = samples[i] * scale;
  return plane;
}
