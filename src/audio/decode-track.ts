import { TonearmError } from '../errors.ts';
import type { ChannelBlock, ChannelTap } from './channel-block.ts';
import { Mixer } from './mixer.ts';
import { type Codec, type Decoder, type Packet, type Span, soundOf, type Track } from './packet.ts';
import { PlaneBuffer } from './plane-buffer.ts';
import type { WarningList } from './warning.ts';

/** Mono sound and where it lies. */
export interface PlacedBlock {
  /** Frames of the track, or of the song, before it. */
  readonly at: number;
  readonly mono: Float32Array;
}

/** All of a sound. */
export const EVERYTHING: readonly Span[] = [{ start: 0, end: Infinity }];

/** Number of frames from which a block is handed on. */
const BLOCK_FRAMES = 16_384;
/** Number of damaged packets after which, if they outnumber the good ones, decoding stops. */
const MAX_DAMAGED = 1_000;
/** Maximum number of decoder crashes: each costs a WebAssembly instance. */
const MAX_TRAPS = 256;
/** Bits a second and channel below which lossy codecs remove what genres are recognised by. */
const FEW_BITS = 20_000;
/** Bits a frame, whatever its channels, below which they do so, too: 40 kbit/s at 48 kHz. */
const FEW_BITS_A_FRAME = 40 / 48;
/** Size of a packet that holds silence, and is not counted. */
const SILENT_BYTES = 12;

/** Frames of a track, counted without decoding. */
export async function countFrames({ packets }: Pick<Track, 'packets'>): Promise<number> {
  let frames = 0;
  for await (const packet of packets) frames = Math.max(frames, endOf(soundOf(packet)));
  return frames;
}

/** End of a packet's sound; 0 if it holds none, as behind the end of the track. */
function endOf({ start, end }: Span): number {
  return end > start ? end : 0;
}

/**
 * Decodes the packets that touch `wanted` (in order, may overlap), and gives their sound with its place: packets that
 * are missing or damaged leave a gap. Lossy sound is the whole's from a second after the start of a span on.
 * @param tap gets the channels of each block before they are mixed
 * @returns the frames of the whole track
 * @throws broken-audio where most packets are damaged
 */
export async function* decodeTrack(
  track: Track,
  wanted: readonly Span[],
  warnings: WarningList,
  tap?: ChannelTap,
): AsyncGenerator<PlacedBlock, number> {
  const { packets } = track;
  const codec = (tap && track.codec.separate) ?? track.codec;
  const needed = wanted.map(({ start, end }) => ({
    start: start > 0 ? start : -Infinity,
    end,
  }));
  const decoding = new Decoding(await codec.createDecoder(), () => codec.createDecoder(), warnings);
  const buffer = new PlaneBuffer(codec.planes, BLOCK_FRAMES);
  const mixer = new Mixer(codec.sampleRate, warnings);
  let total = 0;
  let at = 0;
  const take = () => {
    const planes = buffer.take();
    tap?.(blockOf(planes, codec, at));
    return { at, mono: mixer.mix(planes) };
  };
  try {
    for await (const packet of packets) {
      const sound = soundOf(packet);
      total = Math.max(total, endOf(sound));
      if (!touches(needed, packet.start, packet.start + packet.frames)) {
        decoding.leaveOut();
        continue;
      }
      if (buffer.frames > 0 && at + buffer.frames !== sound.start) yield take();
      if (buffer.frames === 0) at = sound.start;
      const bytes = packet.read();
      // Most packets are at hand and sound: nothing to wait for.
      const recovery = decoding.decode(packet, bytes instanceof Uint8Array ? bytes : await bytes, buffer);
      if (recovery) await recovery;
      if (buffer.isFull) yield take();
    }
    if (buffer.frames > 0) yield take();
    if (codec.isLossy) decoding.warnOfFewBits(codec);
  } finally {
    mixer.end();
  }
  return total;
}

/** Decoders may give a mono file as two equal planes. */
function blockOf(planes: readonly Float32Array[], codec: Codec, at: number): ChannelBlock {
  const { sampleRate, channels, order = 'wave' } = codec;
  return { planes: planes.slice(0, channels), sampleRate, at, order };
}

/** Whether any span touches [start, end). */
function touches(wanted: readonly Span[], start: number, end: number): boolean {
  return wanted.some((span) => span.start < end && start < span.end);
}

/** A decoder that survives damage. */
class Decoding {
  #decoder: Decoder;
  readonly #renew: () => Promise<Decoder>;
  readonly #warnings: WarningList;
  #isInStep = true;
  #good = 0;
  #damaged = 0;
  #traps = 0;
  #bytes = 0;
  #frames = 0;

  constructor(decoder: Decoder, renew: () => Promise<Decoder>, warnings: WarningList) {
    this.#decoder = decoder;
    this.#renew = renew;
    this.#warnings = warnings;
  }

  /** A packet is not decoded. */
  leaveOut(): void {
    this.#isInStep = false;
  }

  /** Adds the packet's sound to the buffer; nothing of a damaged one, from which it may take time to recover. */
  decode(packet: Packet, data: Uint8Array, buffer: PlaneBuffer): Promise<void> | undefined {
    const before = buffer.frames;
    if (data.length > SILENT_BYTES) {
      this.#bytes += data.length;
      this.#frames += packet.frames;
    }
    if (!this.#isInStep) this.#decoder.restart?.();
    this.#isInStep = true;
    try {
      if (data.length > 0) this.#decoder.decode(data, (channel, frames) => buffer.append(channel, frames));
      this.#good++;
    } catch (error) {
      buffer.truncate(before);
      return this.#fail(error);
    }
    buffer.keepNewest(before, packet.frames);
    buffer.truncate(before + packet.frames - packet.trimEnd);
    if (packet.trimStart > 0) buffer.keepNewest(before, packet.frames - packet.trimEnd - packet.trimStart);
    return undefined;
  }

  warnOfFewBits({ sampleRate, channels }: Codec): void {
    if (this.#frames === 0) return;
    const bitsASecond = (8 * this.#bytes * sampleRate) / this.#frames;
    if (bitsASecond >= Math.max(FEW_BITS * channels, FEW_BITS_A_FRAME * sampleRate)) return;
    const kilobits = Math.round(bitsASecond / 1000);
    const message = `Only ${kilobits} kbit/s: so few bits leave out some of what genres show in.`;
    this.#warnings.add('low-bitrate', message);
  }

  async #fail(error: unknown): Promise<void> {
    this.#warnings.add('damaged', 'Some of the sound is damaged and was left out.');
    this.#damaged++;
    const isTrap = error instanceof WebAssembly.RuntimeError;
    if (isTrap) this.#traps++;
    if ((this.#damaged > MAX_DAMAGED && this.#damaged > this.#good) || this.#traps > MAX_TRAPS)
      throw new TonearmError('broken-audio', 'Expected packets of sound, got mostly damaged ones.');
    if (isTrap) this.#decoder = await this.#renew();
  }
}
