import { BrokenAudio } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { skipId3 } from '../id3.ts';
import {
  behindLead,
  checkSound,
  LOSSY_PEAK_LIMIT,
  nextEdge,
  type PlacedBlock,
  type SoundStream,
  type Span,
  touches,
} from '../stream.ts';
import { dropTail, trimFrames } from '../trim.ts';
import type { WarningList } from '../warning.ts';
import { type EncoderInfo, parseInfo } from './info.ts';
import { createFrameDecoder, type FrameDecoder } from './mpg123.ts';
import { findFirstFrame, frameBatches, type Walk } from './walk.ts';

/** Samples by which every layer III decoder is late. */
const DECODER_DELAY = 529;

/** MPEG 1, 2 and 2.5 audio, layers I to III, constant or variable rate; encoder delay and padding are removed. */
export async function openMp3(source: ByteSource, warnings: WarningList): Promise<SoundStream> {
  const window = new ByteWindow(source, await skipId3(source));
  const first = await findFirstFrame(window);
  if (!first) throw new BrokenAudio('Expected MPEG audio frames, got none in a row.');
  checkSound('mp3', first.sampleRate, first.channels);
  await window.ensure(first.bytes);
  const info = parseInfo(window.bytes, window.start, first);
  if (info) window.skip(first.bytes);
  const walk: Walk = { first, frames: 0, strayBytes: 0, endsInsideFrame: false };
  return {
    format: 'mp3',
    sampleRate: first.sampleRate,
    channels: first.channels,
    blocks: withoutPadding(decodedBlocks(window, walk, info, warnings), info, walk),
    peakLimit: LOSSY_PEAK_LIMIT,
    seek: {
      count: () => countSamples(window, walk, info, warnings),
      spans: (wanted) => placedBlocks(window, walk, info, wanted, warnings),
    },
  };
}

async function countSamples(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  warnings: WarningList,
): Promise<number> {
  for await (const _ of frameBatches(window, walk));
  warnOf(walk, info, warnings);
  const { lead, tail } = paddingOf(info);
  return Math.max(0, walk.frames * walk.first.samples - lead - (info?.frames === walk.frames ? tail : 0));
}

/** A decoder that starts in the middle lacks the bits that earlier frames hold for it: for half a second at most. */
async function* placedBlocks(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  wanted: readonly Span[],
  warnings: WarningList,
): AsyncGenerator<PlacedBlock> {
  const { samples } = walk.first;
  const { lead } = paddingOf(info);
  const frames = behindLead(wanted, lead).map(({ start, end }) => ({
    start: Math.floor(start / samples),
    end: Math.ceil(end / samples),
  }));
  let decoder: FrameDecoder | undefined;
  let from = 0;
  let isInStep = true;
  for await (const batch of frameBatches(window, walk, () => nextEdge(frames, from) - from)) {
    const isWanted = touches(frames, from, walk.frames);
    if (isWanted) {
      decoder ??= await createFrameDecoder();
      if (!isInStep) decoder.restart();
      yield { at: from * samples - lead, planes: decodeBatch(decoder, batch, warnings) };
    }
    isInStep = isWanted;
    from = walk.frames;
  }
}

/** Samples around the sound, decoders' delay included; none where the encoder did not tell. */
function paddingOf(info: EncoderInfo | undefined): { lead: number; tail: number } {
  if (info?.delay === undefined || info.padding === undefined) return { lead: 0, tail: 0 };
  return { lead: info.delay + DECODER_DELAY, tail: Math.max(0, info.padding - DECODER_DELAY) };
}

/** Leaves out what the encoder and the decoder put around the sound, where the encoder told. */
function withoutPadding(
  blocks: AsyncIterable<Float32Array[]>,
  info: EncoderInfo | undefined,
  walk: Walk,
): AsyncIterable<Float32Array[]> {
  const { lead, tail } = paddingOf(info);
  if (lead === 0) return blocks;
  // Of a file cut short or joined to another, the end is no padding.
  return dropTail(trimFrames(blocks, lead), tail, () => info?.frames === walk.frames);
}

async function* decodedBlocks(
  window: ByteWindow,
  walk: Walk,
  info: EncoderInfo | undefined,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  const decoder = await createFrameDecoder();
  for await (const batch of frameBatches(window, walk)) yield decodeBatch(decoder, batch, warnings);
  warnOf(walk, info, warnings);
}

function decodeBatch(decoder: FrameDecoder, batch: Uint8Array, warnings: WarningList): Float32Array[] {
  try {
    return decoder.decode(batch);
  } catch {
    warnings.add('damaged', 'Some of the mp3 frames are damaged and were left out.');
    return [];
  }
}

function warnOf(walk: Walk, info: EncoderInfo | undefined, warnings: WarningList): void {
  const isDamaged = walk.strayBytes > 0;
  if (isDamaged) warnings.add('damaged', `${walk.strayBytes} bytes between the mp3 frames are no sound.`);
  const isShort = !isDamaged && info?.frames !== undefined && walk.frames < info.frames;
  if (walk.endsInsideFrame || isShort) {
    warnings.add('truncated', 'The file ends early: the last of its mp3 frames are missing.');
  }
}
