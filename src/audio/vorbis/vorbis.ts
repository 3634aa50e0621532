import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { TonearmError } from '../../errors.ts';
import { viewOf } from '../bytes.ts';
import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec, Decoder, Emit } from '../packet.ts';
import { blockCounter } from './block-counter.ts';

/** The identification header (Vorbis I specification, section 4.2.2). */
export interface VorbisHead {
  readonly channels: number;
  readonly sampleRate: number;
  /** Samples of a short and of a long block. */
  readonly blockSizes: readonly [number, number];
}

interface Buffer<T> {
  readonly ptr: number;
  readonly len: number;
  readonly buf: T;
}

/** Private members of the wrapper, see `createVorbisDecoder`. */
interface Internals {
  readonly _decoder: number;
  readonly _common: { wasm: { HEAP: ArrayBuffer; decode_packets(decoder: number): void } };
  readonly _input: Buffer<Uint8Array>;
  readonly _inputLen: Buffer<Uint32Array>;
  readonly _outputBufferPtr: Buffer<Uint32Array>;
  readonly _samplesDecoded: Buffer<Uint32Array>;
  readonly _errorsLength: Buffer<Int32Array>;
  sendSetupHeader(header: Uint8Array): void;
  initDsp(): void;
}

const HEAD_BYTES = 30;

/** @throws broken-audio */
function parseVorbisHead(bytes: Uint8Array): VorbisHead {
  if (bytes.length < HEAD_BYTES)
    throw new TonearmError('broken-audio', `Expected a vorbis header of 30 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const blockSizes = [1 << (bytes[28] & 15), 1 << (bytes[28] >> 4)] as const;
  const head = { channels: bytes[11], sampleRate: view.getUint32(12, true), blockSizes };
  checkSound('vorbis', head.sampleRate, head.channels);
  return head;
}

/** @param setup the third of the headers. @throws broken-audio */
export function vorbisCodec(identification: Uint8Array, setup: Uint8Array): Codec {
  const head = parseVorbisHead(identification);
  return {
    sampleRate: head.sampleRate,
    channels: head.channels,
    planes: head.channels,
    order: 'vorbis',
    isLossy: true,
    peakLimit: LOSSY_PEAK_LIMIT,
    preSkip: 0,
    framesIn: blockCounter(head.blockSizes, setup),
    createDecoder: () => createVorbisDecoder(head, identification, setup),
  };
}

/**
 * Creates a decoder that calls the wrapper's WebAssembly directly: the wrapper loops for ever over its list
 * of errors when a packet is damaged, and brings an Ogg reader that is not needed here.
 * @throws broken-audio where libvorbis refuses the headers
 */
async function createVorbisDecoder(
  head: VorbisHead,
  identification: Uint8Array,
  setup: Uint8Array,
): Promise<Decoder> {
  const wrapper = new OggVorbisDecoder();
  await wrapper.ready;
  const inside = (wrapper as unknown as { _decoder: Internals })._decoder;
  if (setup.length > inside._input.len)
    throw new TonearmError(
      'broken-audio',
      `Expected a vorbis setup of 128 kB at most, got ${setup.length} bytes.`,
    );
  inside.sendSetupHeader(identification);
  inside.sendSetupHeader(setup);
  inside.initDsp();
  return {
    decode(packet, emit) {
      if (packet.length > inside._input.len)
        throw new TonearmError('broken-audio', `Expected a small vorbis packet, got ${packet.length} bytes.`);
      inside._input.buf.set(packet);
      inside._inputLen.buf[0] = packet.length;
      inside._errorsLength.buf[0] = 0;
      inside._samplesDecoded.buf[0] = 0;
      inside._common.wasm.decode_packets(inside._decoder);
      if (inside._errorsLength.buf[0] > 0)
        throw new TonearmError('broken-audio', 'Expected a vorbis packet, got a damaged one.');
      emitPlanes(inside, head.channels, emit);
    },
  };
}

function emitPlanes(inside: Internals, channels: number, emit: Emit): void {
  const frames = inside._samplesDecoded.buf[0];
  if (frames === 0) return;
  const heap = inside._common.wasm.HEAP;
  const planes = new Uint32Array(heap, inside._outputBufferPtr.buf[0], channels);
  emit((channel) => new Float32Array(heap, planes[channel], frames), frames);
}
