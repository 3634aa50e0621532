/** Packets of coded sound with their places: what every container is reduced to. */

import type { ByteSource } from './byte-source.ts';
import type { ChannelOrder } from './channel-block.ts';
import type { WarningList } from './warning.ts';

/** A packet of coded sound, or a block of plain samples. */
export interface Packet {
  /** Position of its first frame in the track; negative before the sound begins. */
  readonly start: number;
  /** Frames that it decodes to. */
  readonly frames: number;
  /** Frames to drop at the start and at the end. */
  readonly trimStart: number;
  readonly trimEnd: number;
  /** Bytes of the packet, valid until the next packet is asked for. */
  read(): Uint8Array | Promise<Uint8Array>;
}

/** Takes each channel's samples, valid during the call. */
export type Emit = (channel: (index: number) => Float32Array, frames: number) => void;

/** Decodes packets in order. All that it holds is memory of its own, which goes with it. */
export interface Decoder {
  /** @throws where the packet is damaged */
  decode(packet: Uint8Array, emit: Emit): void;
  /** Resets the decoder: the next packet does not follow the last one. */
  restart?(): void;
}

/** The coding of a track, as its headers state it. */
export interface Codec {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Planes that a decoder emits: `channels`, or 1 where it gives their mean. */
  readonly planes: number;
  /** Channel order of the planes; default `wave`. */
  readonly order?: ChannelOrder;
  /** The same coding with a plane for each channel, where this one gives their mean. */
  readonly separate?: Codec;
  /** Whether the coding is lossy: it leaves out what is hardly heard, the more the fewer bits it has. Default false. */
  readonly isLossy?: boolean;
  /** Magnitude beyond which a sample is invalid. */
  readonly peakLimit: number;
  /** Frames to drop at the start of a stream, if its container does not state them. */
  readonly preSkip: number;
  /** Frames of a packet, computed without decoding; called once for each packet, in order. */
  framesIn(packet: Uint8Array): number;
  /** @throws broken-audio where the headers make no sense */
  createDecoder(): Promise<Decoder>;
}

/** Sound of one coding. A file whose coding changes has consecutive tracks. */
export interface Track {
  readonly codec: Codec;
  /** Packets in order, to be read once, and to the end before the next track is asked for. */
  readonly packets: AsyncIterable<Packet>;
}

/** A file's sound. */
export interface Tracks {
  /** Short name, e.g. `mp3`. */
  readonly format: string;
  /** Tracks in order, at least one; to be read once. */
  readonly tracks: AsyncIterable<Track>;
}

/**
 * Reads the headers of a file.
 * @throws broken-audio where they make no sense
 * @throws unsupported-format where they ask for something that is not decoded here
 */
export type Opener = (source: ByteSource, warnings: WarningList) => Promise<Tracks>;

/** The frames at which a packet's sound begins and ends. */
export function soundOf({ start, frames, trimStart, trimEnd }: Packet): Span {
  return { start: start + trimStart, end: start + frames - trimEnd };
}

/** Frames [start, end) of a sound. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The tracks of a file that has one. */
export async function* onlyTrack(codec: Codec, packets: AsyncIterable<Packet>): AsyncGenerator<Track> {
  yield { codec, packets };
}
