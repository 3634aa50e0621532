/** Sound as it was decoded, before its channels are mixed. */
export interface ChannelBlock {
  /** One plane a channel, valid during the call. */
  readonly planes: readonly Float32Array[];
  /** Hz. */
  readonly sampleRate: number;
  /** Frames of the track before it; if the last block does not end here, there is a gap. */
  readonly at: number;
  /** Order of the channels. */
  readonly order: ChannelOrder;
}

/** Callback that gets the blocks of a song one by one. */
export type ChannelTap = (block: ChannelBlock) => void;

/** `wave`: left, right, centre, low, rear; `vorbis` (also Opus): left, centre, right, rear, low; `aac`: centre first. */
export type ChannelOrder = 'wave' | 'vorbis' | 'aac';
