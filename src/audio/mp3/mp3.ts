import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { Packet, Track, Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { WarningList } from '../warning.ts';
import { mpegCodec } from './codec.ts';
import type { FrameHeader } from './frame.ts';
import { type EncoderInfo, parseInfo } from './info.ts';
import { findFirstFrame, startWalk, type Walk, walkFrames } from './walk.ts';

/** Decoder delay of layer III, in samples. */
const DECODER_DELAY = 529;

/**
 * MPEG 1, 2 and 2.5 audio, layers I to III, constant or variable rate; encoder delay and padding are removed. Where
 * the sample rate changes, another track begins.
 */
export async function openMp3(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  return { format: 'mp3', tracks: mpegTracks(source, warnings) };
}

/** Decodes MPEG frames inside another container, as `openMp3`. */
export async function* mpegTracks(source: ByteSource, warnings: WarningList): AsyncGenerator<Track> {
  const window = new ByteWindow(source);
  let first: FrameHeader | undefined = await findFirstFrame(window);
  if (!first) throw new TonearmError('broken-audio', 'Expected MPEG audio frames, got none in a row.');
  while (first) {
    const walk = startWalk(first);
    await window.ensure(first.bytes);
    const info = parseInfo(window.bytes, window.start, first);
    if (info) window.skip(first.bytes);
    const packets = mpegPackets(window, walk, info, warnings);
    yield { codec: mpegCodec(first.sampleRate, first.channels, first.layer === 3), packets };
    first = walk.next;
  }
}

async function* mpegPackets(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  warnings: WarningList,
): AsyncGenerator<Packet> {
  const { samples } = walk.first;
  const padding = paddingOf(info);
  const announced = padding.tail > 0 ? (info?.frames ?? Infinity) : Infinity;
  const timeline = new Timeline(padding.lead);
  const held: Packet[] = [];
  let count = 0;
  for await (const frames of walkFrames(window, walk)) {
    for (const frame of frames) {
      count++;
      // What may be padding is held back, until it is known whether the song ends with it.
      const isHeld = count > announced - Math.ceil(padding.tail / samples) && count <= announced;
      const packet = timeline.place(isHeld ? frame.slice() : frame, samples);
      if (isHeld) held.push(packet);
      else {
        if (held.length > 0) yield* held.splice(0);
        yield packet;
      }
    }
  }
  // Of a file cut short or joined to another, the end is no padding.
  yield* walk.frames === announced ? withoutTail(held, padding.tail) : held;
  warnOf(walk, info, warnings);
}

function* withoutTail(packets: readonly Packet[], tail: number): Generator<Packet> {
  let behind = packets.reduce((sum, { frames }) => sum + frames, 0);
  for (const { start, frames, trimStart, read } of packets) {
    behind -= frames;
    const trimEnd = Math.max(0, Math.min(frames - trimStart, tail - behind));
    // Of the form of the others: what is compiled for packets goes on.
    yield { start, frames, trimStart, trimEnd, read };
  }
}

/** Samples around the sound, the decoder's delay included; 0 if the encoder did not state them. */
function paddingOf(info: EncoderInfo | undefined): { lead: number; tail: number } {
  if (info?.delay === undefined || info.padding === undefined) return { lead: 0, tail: 0 };
  return { lead: info.delay + DECODER_DELAY, tail: Math.max(0, info.padding - DECODER_DELAY) };
}

function warnOf(walk: Walk, info: EncoderInfo | undefined, warnings: WarningList): void {
  const isDamaged = walk.strayBytes > 0;
  if (isDamaged) warnings.add('damaged', `${walk.strayBytes} bytes between the mp3 frames are no sound.`);
  const isShort = !isDamaged && info?.frames !== undefined && walk.frames < info.frames;
  if (walk.endsInsideFrame || isShort) {
    warnings.add('truncated', 'The file ends early: the last of its mp3 frames are missing.');
  }
}
