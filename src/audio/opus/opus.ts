import { OpusDecoder } from 'opus-decoder';
import { TonearmError } from '../../errors.ts';
import { viewOf } from '../bytes.ts';
import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec, Decoder } from '../packet.ts';

/** The identification header (RFC 7845 section 5.1). */
export interface OpusHead {
  readonly channels: number;
  /** Samples at 48 kHz to drop at the start (pre-skip). */
  readonly preSkip: number;
  /** Output gain as a factor. */
  readonly gain: number;
  readonly streams: number;
  readonly coupledStreams: number;
  readonly mapping: number[];
}

/** Private members of the wrapper, see `createOpusDecoder`. */
interface Internals {
  readonly _decoder: number;
  readonly _common: { wasm: { opus_frame_decode_float_deinterleaved: DecodeFrame } };
  readonly _input: { ptr: number; len: number; buf: Uint8Array };
  readonly _output: { ptr: number; buf: Float32Array };
}

type DecodeFrame = (decoder: number, input: number, length: number, output: number) => number;

const OPUS_RATE = 48_000;
/** Longest packet: 120 ms. */
const MAX_PACKET_SAMPLES = 5_760;

/** @throws broken-audio unsupported-format */
export function parseOpusHead(bytes: Uint8Array): OpusHead {
  if (bytes.length < 19)
    throw new TonearmError('broken-audio', `Expected an opus header of 19 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const channels = bytes[9];
  checkSound('opus', OPUS_RATE, channels);
  return {
    channels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
    ...channelMapping(bytes, channels),
  };
}

/** Parses the dOps box of an mp4 file: the fields of `parseOpusHead` in big-endian order. */
export function parseOpusBox(box: Uint8Array): OpusHead {
  if (box.length < 11)
    throw new TonearmError('broken-audio', `Expected an opus box of 11 bytes, got ${box.length}.`);
  const head = new Uint8Array(8 + box.length);
  head.set(box, 8);
  const view = new DataView(head.buffer);
  const from = viewOf(box);
  view.setUint16(10, from.getUint16(2), true);
  view.setInt16(16, from.getInt16(8), true);
  return parseOpusHead(head);
}

/** Opus; a packet is one of RFC 6716. */
export function opusCodec(head: OpusHead): Codec {
  return {
    sampleRate: OPUS_RATE,
    channels: head.channels,
    planes: head.channels,
    order: 'vorbis',
    isLossy: true,
    peakLimit: LOSSY_PEAK_LIMIT,
    preSkip: head.preSkip,
    framesIn: packetFrames,
    createDecoder: () => createOpusDecoder(head),
  };
}

/**
 * Creates a decoder that calls the wrapper's WebAssembly directly: its own methods copy each packet's samples
 * four times and print every damaged packet to the console.
 */
async function createOpusDecoder(head: OpusHead): Promise<Decoder> {
  const wrapper = new OpusDecoder({
    channels: head.channels,
    streamCount: head.streams,
    coupledStreamCount: head.coupledStreams,
    channelMappingTable: head.mapping,
    preSkip: 0,
  });
  await wrapper.ready;
  const inside = wrapper as unknown as Internals;
  const { wasm } = inside._common;
  return {
    decode(packet, emit) {
      if (packet.length > inside._input.len)
        throw new TonearmError('broken-audio', `Expected a small opus packet, got ${packet.length} bytes.`);
      inside._input.buf.set(packet);
      const frames = wasm.opus_frame_decode_float_deinterleaved(
        inside._decoder,
        inside._input.ptr,
        packet.length,
        inside._output.ptr,
      );
      if (frames < 0)
        throw new TonearmError('broken-audio', `Expected an opus packet, got libopus error ${frames}.`);
      applyGain(inside._output.buf, frames * head.channels, head.gain);
      emit((channel) => inside._output.buf.subarray(channel * frames, (channel + 1) * frames), frames);
    },
  };
}

function channelMapping(
  bytes: Uint8Array,
  channels: number,
): Pick<OpusHead, 'streams' | 'coupledStreams' | 'mapping'> {
  const family = bytes[18];
  if (family === 0) {
    if (channels > 2)
      throw new TonearmError('broken-audio', `Expected 1 or 2 channels of opus mapping 0, got ${channels}.`);
    return { streams: 1, coupledStreams: channels - 1, mapping: channels === 2 ? [0, 1] : [0] };
  }
  if (family !== 1 && family !== 255)
    throw new TonearmError('unsupported-format', `Expected opus mapping 0, 1 or 255, got ${family}.`);
  const streams = bytes[19];
  const coupledStreams = bytes[20];
  const mapping = Array.from(bytes.subarray(21, 21 + channels));
  const heard = streams + coupledStreams;
  if (
    mapping.length < channels ||
    streams < 1 ||
    coupledStreams > streams ||
    mapping.some((at) => at >= heard && at !== 255)
  ) {
    throw new TonearmError('broken-audio', 'Expected an opus channel mapping that fits its streams.');
  }
  return { streams, coupledStreams, mapping };
}

/** Samples at 48 kHz, by the table of contents of the packet (RFC 6716, section 3.1). */
function packetFrames(packet: Uint8Array): number {
  if (packet.length === 0) return 0;
  const config = packet[0] >> 3;
  const code = packet[0] & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : packet[1] & 63;
  const samples = frames * frameSamples(config);
  return samples <= MAX_PACKET_SAMPLES ? samples : 0;
}

/** SILK frames of 10 to 60 ms, hybrid ones of 10 and 20, CELT ones of 2.5 to 20. */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1_920, 2_880][config & 3];
  if (config < 16) return [480, 960][config & 1];
  return 120 << (config & 3);
}

function applyGain(samples: Float32Array, count: number, gain: number): void {
  if (gain !== 1) for (let i = 0; i < count; i++) samples[i] *= gain;
}
