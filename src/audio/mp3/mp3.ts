import { BrokenAudio } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { Packet, Track, Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { WarningList } from '../warning.ts';
import { mpegCodec } from './codec.ts';
import type { FrameHeader } from './frame.ts';
import { type EncoderInfo, parseInfo } from './info.ts';
import { findFirstFrame, startWalk, type Walk, walkFrames } from './walk.ts';

/** Samples by which every layer III decoder is late. */
const DECODER_DELAY = 529;

/**
 * MPEG 1, 2 and 2.5 audio, layers I to III, constant or variable rate; encoder delay and padding are removed. Where
 * the sample rate changes, another track begins.
 */
export async function openMp3(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  return { format: 'mp3', tracks: mpegTracks(source, warnings) };
}

/** As `openMp3`, of frames inside another container. */
export async function* mpegTracks(source: ByteSource, warnings: WarningList): AsyncGenerator<Track> {
  const window = new ByteWindow(source);
  let first: FrameHeader | undefined = await findFirstFrame(window);
  if (!first) throw new BrokenAudio('Expected MPEG audio frames, got none in a row.');
  while (first) {
    const walk = startWalk(first);
    await window.ensure(first.bytes);
    const info = parseInfo(window.bytes, window.start, first);
    if (info) window.skip(first.bytes);
    const packets = mpegPackets(window, walk, info, warnings);
    yield { codec: mpegCodec(first.sampleRate, first.channels), packets };
    first = walk.next;
  }
}

async function* mpegPackets(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  warnings: WarningList,
): AsyncGenerator<Packet> {
  const { lead, tail } = paddingOf(info);
  const timeline = new Timeline(lead);
  // Of a file cut short or joined to another, the end is no padding.
  yield* withoutTail(
    placedFrames(window, walk, timeline, tail > 0),
    tail,
    () => info?.frames === walk.frames,
  );
  warnOf(walk, info, warnings);
}

async function* placedFrames(
  window: ByteWindow,
  walk: Walk,
  timeline: Timeline,
  isKept: boolean,
): AsyncGenerator<Packet> {
  const { samples } = walk.first;
  for await (const frame of walkFrames(window, walk))
    yield timeline.place(isKept ? frame.slice() : frame, samples);
}

/** Holds packets of `tail` frames back and leaves these frames out, where at the end they prove to be padding. */
async function* withoutTail(
  packets: AsyncIterable<Packet>,
  tail: number,
  isPadding: () => boolean,
): AsyncGenerator<Packet> {
  const held: Packet[] = [];
  let frames = 0;
  for await (const packet of packets) {
    held.push(packet);
    frames += packet.frames;
    while (held.length > 0 && frames - held[0].frames >= tail) {
      frames -= held[0].frames;
      yield held.shift()!;
    }
  }
  const padding = isPadding() ? tail : 0;
  for (const packet of held) {
    frames -= packet.frames;
    const trimEnd = Math.max(0, Math.min(packet.frames - packet.trimStart, padding - frames));
    yield { ...packet, trimEnd };
  }
}

/** Samples around the sound, decoders' delay included; none where the encoder did not tell. */
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
