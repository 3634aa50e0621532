import type { Codec } from '../packet.ts';

/** A codec inside Ogg. */
export interface OggCodec {
  /** e.g. `ogg-vorbis`. */
  readonly format: string;
  /** Whether the packet, the `index`th of the stream, is a header. */
  isHeader(packet: Uint8Array, index: number): boolean;
  /** @throws broken-audio unsupported-format where the headers make no sense */
  codec(headers: readonly Uint8Array[]): Codec;
}
