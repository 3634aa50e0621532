/** Options of a test's wave file. */
export interface WavOptions {
  readonly sampleRate: number;
  /** `int8` is unsigned in the file, as the format has it. */
  readonly encoding: 'int8' | 'int16' | 'int24' | 'int32' | 'float32' | 'float64';
  /** Write a WAVE_FORMAT_EXTENSIBLE header. */
  readonly extensible?: boolean;
  /** Claim this many bytes of data in place of the truth. */
  readonly claimedBytes?: number;
}

const BYTES = { int8: 1, int16: 2, int24: 3, int32: 4, float32: 4, float64: 8 } as const;

/** A RIFF wave file of the planes (values -1..1; integers are rounded and clipped to their range). */
export function encodeWav(planes: readonly Float32Array[], options: WavOptions): Uint8Array {
  const width = BYTES[options.encoding];
  const frames = planes[0].length;
  const headerBytes = options.extensible ? 68 : 44;
  const dataBytes = frames * planes.length * width;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  writeHeader(view, planes.length, headerBytes, options.claimedBytes ?? dataBytes, options);
  let at = headerBytes;
  for (let i = 0; i < frames; i++) {
    for (const plane of planes) {
      writeSample(view, at, plane[i], options.encoding);
      at += width;
    }
  }
  return bytes;
}

function writeHeader(
  view: DataView,
  channels: number,
  headerBytes: number,
  dataBytes: number,
  { sampleRate, encoding, extensible }: WavOptions,
): void {
  const width = BYTES[encoding];
  const format = encoding.startsWith('float') ? 3 : 1;
  writeTag(view, 0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  writeTag(view, 8, 'WAVEfmt ');
  view.setUint32(16, extensible ? 40 : 16, true);
  view.setUint16(20, extensible ? 0xfffe : format, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * width, true);
  view.setUint16(32, channels * width, true);
  view.setUint16(34, width * 8, true);
  if (extensible) {
    view.setUint16(36, 22, true);
    view.setUint16(38, width * 8, true);
    view.setUint16(44, format, true);
    // These bytes end the GUID of every PCM and float format.
    [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71].forEach((byte, i) => {
      view.setUint8(46 + i, byte);
    });
  }
  writeTag(view, headerBytes - 8, 'data');
  view.setUint32(headerBytes - 4, dataBytes, true);
}

function writeSample(view: DataView, at: number, value: number, encoding: WavOptions['encoding']): void {
  if (encoding === 'float32') view.setFloat32(at, value, true);
  else if (encoding === 'float64') view.setFloat64(at, value, true);
  else if (encoding === 'int8') view.setUint8(at, integer(value, 8) + 128);
  else if (encoding === 'int16') view.setInt16(at, integer(value, 16), true);
  else if (encoding === 'int32') view.setInt32(at, integer(value, 32), true);
  else {
    const sample = integer(value, 24);
    view.setUint16(at, sample & 0xffff, true);
    view.setInt8(at + 2, sample >> 16);
  }
}

function integer(value: number, bits: number): number {
  const scale = 2 ** (bits - 1);
  return Math.max(-scale, Math.min(scale - 1, Math.round(value * scale)));
}

function writeTag(view: DataView, at: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) view.setUint8(at + i, tag.charCodeAt(i));
}
