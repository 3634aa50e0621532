import { PlaneBuffer } from './plane-buffer.ts';
import type { SoundStream } from './stream.ts';
import { trimFrames } from './trim.ts';
import type { WarningList } from './warning.ts';

/** Takes each channel's samples, valid during the call. */
export type Emit = (channel: (index: number) => Float32Array, frames: number) => void;

/** Decodes the packets of a codec, in order. */
export interface PacketDecoder {
  sampleRate: number;
  channels: number;
  /** Planes that it emits: `channels`, or 1 where it gives their mean. */
  planes: number;
  /** Beyond this magnitude a sample is nonsense. */
  peakLimit: number;
  /** Frames to leave out at the start. */
  preSkip: number;
  /** @throws where the packet is damaged */
  decode(packet: Uint8Array, emit: Emit): void;
  free(): void;
}

/** A packet out of a container. */
export interface Packet {
  data: Uint8Array;
  /** Seconds to leave out at its end. */
  discardSeconds?: number;
}

/** Which frames of what is decoded are sound. */
export interface FrameRange {
  skip: number;
  total?: number;
}

/** A block is handed on when it has this many frames. */
const BLOCK_FRAMES = 16_384;

/** A stream of what a container's packets decode to. */
export function packetStream(
  format: string,
  decoder: PacketDecoder,
  packets: AsyncIterable<Packet>,
  warnings: WarningList,
  range: FrameRange = { skip: decoder.preSkip },
): SoundStream {
  return {
    format,
    sampleRate: decoder.sampleRate,
    channels: decoder.channels,
    blocks: trimFrames(decodedBlocks(decoder, packets, warnings), range.skip, range.total),
    peakLimit: decoder.peakLimit,
  };
}

/** Decodes one packet into the buffer; a damaged one is left out with a warning. */
export function decodePacket(
  decoder: PacketDecoder,
  packet: Uint8Array,
  buffer: PlaneBuffer,
  warnings: WarningList,
): void {
  if (packet.length === 0) return;
  try {
    decoder.decode(packet, (channel, frames) => buffer.append(channel, frames));
  } catch {
    warnings.add('damaged', 'Some of the packets are damaged and were left out.');
  }
}

async function* decodedBlocks(
  decoder: PacketDecoder,
  packets: AsyncIterable<Packet>,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  const buffer = new PlaneBuffer(decoder.planes, 2 * BLOCK_FRAMES);
  try {
    for await (const packet of packets) {
      decodePacket(decoder, packet.data, buffer, warnings);
      if (packet.discardSeconds) buffer.drop(Math.round(packet.discardSeconds * decoder.sampleRate));
      if (buffer.frames >= BLOCK_FRAMES) yield buffer.take();
    }
    if (buffer.frames > 0) yield buffer.take();
  } finally {
    decoder.free();
  }
}
