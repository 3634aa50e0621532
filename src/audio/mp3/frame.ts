/** MPEG audio frame headers, ISO 11172-3 and 13818-3, with the common MPEG 2.5 extension. */
export interface FrameHeader {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Length of the frame in bytes, header included. */
  readonly bytes: number;
  readonly samples: number;
  readonly hasChecksum: boolean;
}

export const HEADER_BYTES = 4;
/** Layer II at 384 kbit/s and 32 kHz is the largest: 1,728 bytes; layer I at 448 kbit/s, 672. */
export const MAX_FRAME_BYTES = 2_881;

/** kbit/s by index, of version 1 and of the others, by layer. */
const BITRATES: readonly (readonly (readonly number[])[])[] = [
  [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
];
const SAMPLE_RATES = [44_100, 48_000, 32_000];
const VERSIONS = [2.5, undefined, 2, 1] as const;
const LAYERS = [undefined, 3, 2, 1] as const;

/** The header at `at`, or undefined where there is none (free format counts as none). */
export function parseHeader(bytes: Uint8Array, at: number): FrameHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return undefined;
  const version = VERSIONS[(bytes[at + 1] >> 3) & 3];
  const layer = LAYERS[(bytes[at + 1] >> 1) & 3];
  const rate = SAMPLE_RATES[(bytes[at + 2] >> 2) & 3];
  const bitrateIndex = bytes[at + 2] >> 4;
  if (!version || !layer || !rate || bitrateIndex === 0 || bitrateIndex === 15) return undefined;
  const bitrate = BITRATES[version === 1 ? 0 : 1][layer - 1][bitrateIndex] * 1_000;
  const sampleRate = rate / (version === 2.5 ? 4 : version);
  const samples = samplesOf(version, layer);
  const padding = (bytes[at + 2] >> 1) & 1;
  return {
    version,
    layer,
    sampleRate,
    channels: bytes[at + 3] >> 6 === 3 ? 1 : 2,
    bytes:
      layer === 1
        ? (Math.floor((12 * bitrate) / sampleRate) + padding) * 4
        : frameBytes(samples, bitrate, sampleRate, padding),
    samples,
    hasChecksum: (bytes[at + 1] & 1) === 0,
  };
}

/** Whether bytes begin with a free-format frame, whose bit rate the reader must find. */
export function isFreeFormat(bytes: Uint8Array): boolean {
  const isSync = bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0;
  return (
    isSync &&
    (bytes[1] & 0x18) !== 0x08 &&
    (bytes[1] & 6) === 2 &&
    bytes[2] >> 4 === 0 &&
    (bytes[2] & 12) !== 12
  );
}

/** Whether both may belong to one stream. */
export function sameStream(a: FrameHeader, b: FrameHeader): boolean {
  return a.version === b.version && a.layer === b.layer && a.sampleRate === b.sampleRate;
}

function samplesOf(version: number, layer: number): number {
  if (layer === 1) return 384;
  return layer === 3 && version !== 1 ? 576 : 1_152;
}

function frameBytes(samples: number, bitrate: number, sampleRate: number, padding: number): number {
  return Math.floor(((samples / 8) * bitrate) / sampleRate) + padding;
}
