/** Sound as it was decoded, before its channels are mixed. */
export interface ChannelBlock {
  /** One plane a channel, valid during the call. */
  readonly planes: readonly Float32Array[];
  /** Hz. */
  readonly sampleRate: number;
  /** Frames of the track before it: a block that does not begin where the last ended is behind a gap. */
  readonly at: number;
  /** The order of the channels. */
  readonly order: ChannelOrder;
}

/** Gets the blocks of a song one by one. */
export type ChannelTap = (block: ChannelBlock) => void;

/** `wave`: left, right, centre, low, rear; `vorbis` (also Opus): left, centre, right, rear, low; `aac`: centre first. */
export type ChannelOrder = 'wave' | 'vorbis' | 'aac';
