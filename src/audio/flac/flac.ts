import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { Packet, Track, Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { WarningList } from '../warning.ts';
import { flacCodec } from './codec.ts';
import { type FlacRun, readFrames } from './frames.ts';
import { checkFlac, type FlacInfo, readMetadata } from './stream-info.ts';

/** Longest gap of lost frames, in seconds; a longer one is a damaged frame number. */
const MAX_GAP_SECONDS = 60;

/** Native FLAC. Frames carry their position; if the rate or the channels change, another track begins. */
export async function openFlac(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const { info, audioStart } = await readMetadata(source, 0);
  checkFlac(info);
  return { format: 'flac', tracks: flacTracks(new ByteWindow(source, audioStart), info, warnings) };
}

async function* flacTracks(
  window: ByteWindow,
  first: FlacInfo,
  warnings: WarningList,
): AsyncGenerator<Track> {
  for (let info: FlacInfo | undefined = first; info; ) {
    const run: FlacRun = { info };
    yield { codec: flacCodec(info), packets: flacPackets(window, run, warnings) };
    info = run.next;
  }
}

async function* flacPackets(window: ByteWindow, run: FlacRun, warnings: WarningList): AsyncGenerator<Packet> {
  const { sampleRate, totalSamples } = run.info;
  const timeline = new Timeline();
  for await (const { data, header, lost } of readFrames(window, run)) {
    if (lost > 0) warnings.add('damaged', 'Some of the flac frames are damaged and were left out.');
    if (lost <= MAX_GAP_SECONDS * sampleRate) timeline.skip(lost);
    yield timeline.place(data, header.blockSize);
  }
  if (timeline.position >= totalSamples || warnings.items.length > 0) return;
  const seconds = (totalSamples / sampleRate).toFixed(1);
  warnings.add('truncated', `The file ends early: its header speaks of ${seconds} seconds.`);
}
