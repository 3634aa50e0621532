import { bytesOfBase64 } from '../../dsp/base64.ts';
import { BadFrame } from '../bit-reader.ts';
import { KERNELS_BASE64 } from './frame.wasm.ts';
import { type FlacFrameHeader, MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';
import { type FlacInfo, fitsStream } from './stream-info.ts';

/** A decoded frame. */
export interface FlacFrame {
  /** Samples of each channel. */
  readonly length: number;
  /** Samples of a channel, each `integer / 2^(bits - 1)`; valid until the next frame. */
  plane(channel: number): Float32Array;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly FRAME: { readonly value: number };
  readonly SAMPLES: { readonly value: number };
  readonly ROW_BYTES: { readonly value: number };
  readonly decodeFrame: (
    bytes: number,
    headerBytes: number,
    length: number,
    channels: number,
    assignment: number,
    bitsPerSample: number,
  ) => number;
}

/** Largest frame in bytes: 65,536 samples, 8 channels, 24 bits. */
const MAX_FRAME_BYTES = 1_640_000;

let module: WebAssembly.Module | undefined;

/** Largest frame of these sizes: uncompressed samples, and what surrounds them. */
export function maxFrameBytes(header: FlacFrameHeader, bitsPerSample: number): number {
  return Math.ceil((header.blockSize * header.channels * (bitsPerSample + 1)) / 8) + 1_024;
}

/** Decoder of a stream's frames, in memory of its own. `kernels/frame.ts` documents it. */
export class FrameDecoder {
  readonly #exports: Exports;
  readonly #frame: Uint8Array;

  constructor() {
    module ??= new WebAssembly.Module(bytesOfBase64(KERNELS_BASE64));
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    const { memory, FRAME } = this.#exports;
    this.#frame = new Uint8Array(memory.buffer, FRAME.value, MAX_FRAME_BYTES);
  }

  /**
   * Decodes the frame that `data` begins with.
   * @throws BadFrame where there is none of the stream, it is damaged, or its checksum does not match
   */
  decode(data: Uint8Array, info: FlacInfo): FlacFrame {
    const bytes = Math.min(data.length, MAX_FRAME_BYTES - MAX_HEADER_BYTES);
    this.#frame.set(bytes < data.length ? data.subarray(0, bytes) : data);
    this.#frame.fill(0, bytes, bytes + MAX_HEADER_BYTES);
    const header = parseFrameHeader(this.#frame, 0);
    if (!header || !fitsStream(header, info)) throw new BadFrame('Expected a flac frame.');
    const { blockSize, channels, assignment, bytes: headerBytes } = header;
    const { bitsPerSample } = info;
    const isWhole = this.#exports.decodeFrame(
      bytes,
      headerBytes,
      blockSize,
      channels,
      assignment,
      bitsPerSample,
    );
    if (!isWhole) throw new BadFrame('Expected another checksum, or another frame.');
    return { length: blockSize, plane: (channel) => this.#plane(channel, blockSize) };
  }

  #plane(channel: number, length: number): Float32Array {
    const { memory, SAMPLES, ROW_BYTES } = this.#exports;
    return new Float32Array(memory.buffer, SAMPLES.value + channel * ROW_BYTES.value, length);
  }
}
