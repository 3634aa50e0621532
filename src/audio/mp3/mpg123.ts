import { MPEGDecoder } from 'mpg123-decoder';
import type { Decoder, Emit } from '../packet.ts';

/** Private members of the wrapper, see `createMpegDecoder`. */
interface Internals {
  _decoder: number;
  readonly _common: { wasm: Mpg123 };
  readonly _input: { ptr: number; len: number; buf: Uint8Array };
  readonly _output: { ptr: number; len: number; buf: Float32Array };
  readonly _samplesDecodedPtr: { ptr: number; buf: Uint32Array };
  readonly _sampleRatePtr: { ptr: number };
  readonly _errorStringPtr: { ptr: number };
}

interface Mpg123 {
  mpeg_frame_decoder_create(handle: number, gapless: number): number;
  mpeg_frame_decoder_destroy(decoder: number): void;
  mpeg_decoder_feed(decoder: number, input: number, length: number): number;
  mpeg_decoder_read(
    decoder: number,
    output: number,
    length: number,
    samples: number,
    sampleRate: number,
    error: number,
  ): number;
}

const NEED_MORE = -10;
const NEW_FORMAT = -11;

/**
 * Calls the wrapper's WebAssembly directly: its own method copies each sample three times, and after an error prints
 * it and asks again, which mpg123 answers with the same error for ever. All that it holds is memory of its own, which
 * goes with it.
 */
export async function createMpegDecoder(): Promise<Decoder> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const inside = decoder as unknown as Internals;
  return {
    decode: (frame, emit) => decodeFrame(inside, frame, emit),
    restart: () => restart(inside),
  };
}

/** Emits two planes always, equal for mono. @throws where mpg123 gives up on the frame */
function decodeFrame(inside: Internals, bytes: Uint8Array, emit: Emit): void {
  const { wasm } = inside._common;
  inside._input.buf.set(bytes);
  if (wasm.mpeg_decoder_feed(inside._decoder, inside._input.ptr, bytes.length) === NEED_MORE) return;
  const samples = inside._samplesDecodedPtr;
  const output = inside._output.buf;
  let code = 0;
  while (code === 0 || code === NEW_FORMAT) {
    samples.buf[0] = 0;
    code = wasm.mpeg_decoder_read(
      inside._decoder,
      inside._output.ptr,
      inside._output.len,
      samples.ptr,
      inside._sampleRatePtr.ptr,
      inside._errorStringPtr.ptr,
    );
    const frames = samples.buf[0];
    if (frames > 0) emit((i) => output.subarray(i * frames, (i + 1) * frames), frames);
  }
  if (code !== NEED_MORE) throw new Error(`mpg123 error ${code}`);
}

/** Replaces the decoder, in the same memory. */
function restart(inside: Internals): void {
  const { wasm } = inside._common;
  wasm.mpeg_frame_decoder_destroy(inside._decoder);
  const handle = inside._samplesDecodedPtr;
  const code = wasm.mpeg_frame_decoder_create(handle.ptr, 0);
  if (code !== 0) throw new Error(`mpg123 error ${code}`);
  inside._decoder = handle.buf[0];
}
