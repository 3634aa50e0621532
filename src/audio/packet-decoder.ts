import { PlaneBuffer } from './plane-buffer.ts';
import { behindLead, type Seek, type SoundStream, touches } from './stream.ts';
import { trimFrames } from './trim.ts';
import type { WarningList } from './warning.ts';

/** Takes each channel's samples, valid during the call. */
export type Emit = (channel: (index: number) => Float32Array, frames: number) => void;

/** Decodes the packets of a codec, in order. All that it holds is memory of its own, which goes with it. */
export interface PacketDecoder {
  sampleRate: number;
  channels: number;
  /** Planes that it emits: `channels`, or 1 where it gives their mean. */
  planes: number;
  /** Beyond this magnitude a sample is nonsense. */
  peakLimit: number;
  /** Frames to leave out at the start. */
  preSkip: number;
  /** Frames that a packet gives, without decoding it; undefined where that takes the packets before it. */
  framesIn?(packet: Uint8Array): number;
  /** @throws where the packet is damaged */
  decode(packet: Uint8Array, emit: Emit): void;
  /** A fresh state, after a trap of WebAssembly has left one that cannot be used. */
  renew?(): Promise<void>;
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
    seek: decoder.framesIn && seekPackets(decoder, decoder.framesIn, packets, warnings, range),
  };
}

function seekPackets(
  decoder: PacketDecoder,
  framesIn: (packet: Uint8Array) => number,
  packets: AsyncIterable<Packet>,
  warnings: WarningList,
  { skip, total = Number.POSITIVE_INFINITY }: FrameRange,
): Seek {
  const framesOf = ({ data, discardSeconds = 0 }: Packet) =>
    Math.max(0, framesIn(data) - Math.round(discardSeconds * decoder.sampleRate));
  return {
    async count() {
      let frames = -skip;
      for await (const packet of packets) frames += framesOf(packet);
      return Math.max(0, Math.min(total, frames));
    },
    async *spans(wanted) {
      const buffer = new PlaneBuffer(decoder.planes, 2 * BLOCK_FRAMES);
      const needed = behindLead(wanted, skip);
      let at = 0;
      for await (const packet of packets) {
        const frames = framesOf(packet);
        if (touches(needed, at, at + frames)) {
          await decodePacket(decoder, packet.data, buffer, warnings);
          if (buffer.frames > 0) yield { at: at - skip, planes: buffer.take() };
        }
        at += frames;
      }
    },
  };
}

/** Decodes one packet into the buffer; a damaged one is left out with a warning. */
export async function decodePacket(
  decoder: PacketDecoder,
  packet: Uint8Array,
  buffer: PlaneBuffer,
  warnings: WarningList,
): Promise<void> {
  if (packet.length === 0) return;
  try {
    decoder.decode(packet, (channel, frames) => buffer.append(channel, frames));
  } catch (error) {
    warnings.add('damaged', 'Some of the packets are damaged and were left out.');
    if (error instanceof WebAssembly.RuntimeError) await decoder.renew?.();
  }
}

async function* decodedBlocks(
  decoder: PacketDecoder,
  packets: AsyncIterable<Packet>,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  const buffer = new PlaneBuffer(decoder.planes, 2 * BLOCK_FRAMES);
  for await (const packet of packets) {
    await decodePacket(decoder, packet.data, buffer, warnings);
    if (packet.discardSeconds) buffer.drop(Math.round(packet.discardSeconds * decoder.sampleRate));
    if (buffer.frames >= BLOCK_FRAMES) yield buffer.take();
  }
  if (buffer.frames > 0) yield buffer.take();
}
