import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { Codec, Packet, Track, Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { WarningList } from '../warning.ts';
import { type AdtsHeader, type AdtsRun, adtsPayloads, findFirstAdts } from './adts-frames.ts';
import { channelsOf, checkType } from './config.ts';
import { aacCodec } from './decoder.ts';

/** AAC as a bare stream of frames. Where the sample rate changes, another track begins. */
export async function openAdts(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  return { format: 'aac', tracks: adtsTracks(source, warnings) };
}

async function* adtsTracks(source: ByteSource, warnings: WarningList): AsyncGenerator<Track> {
  const window = new ByteWindow(source);
  let first: AdtsHeader | undefined = await findFirstAdts(window);
  if (!first) throw new TonearmError('broken-audio', 'Expected AAC frames, got none in a row.');
  while (first) {
    const run: AdtsRun = { first };
    const codec = codecOf(first, warnings);
    yield { codec, packets: adtsPackets(codec, adtsPayloads(window, run, warnings)) };
    first = run.next;
  }
}

async function* adtsPackets(codec: Codec, payloads: AsyncIterable<Uint8Array>): AsyncGenerator<Packet> {
  const timeline = new Timeline(codec.preSkip);
  for await (const payload of payloads) yield timeline.place(payload, codec.framesIn(payload));
}

function codecOf({ type, rateIndex, channelCode }: AdtsHeader, warnings: WarningList): Codec {
  checkType(type);
  return aacCodec({ rateIndex, channels: channelsOf(channelCode), hasSbr: false }, warnings);
}
