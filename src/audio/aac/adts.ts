import { BrokenAudio } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { skipId3 } from '../id3.ts';
import { packetStream } from '../packet-decoder.ts';
import type { SoundStream } from '../stream.ts';
import type { WarningList } from '../warning.ts';
import { findFirstAdts, readFrames } from './adts-frames.ts';
import { type AacConfig, channelsOf, checkType } from './config.ts';
import { createAacDecoder } from './decoder.ts';

/** AAC as a bare stream of frames. */
export async function openAdts(source: ByteSource, warnings: WarningList): Promise<SoundStream> {
  const window = new ByteWindow(source, await skipId3(source));
  const first = await findFirstAdts(window);
  if (!first) throw new BrokenAudio('Expected AAC frames, got none in a row.');
  checkType(first.type);
  const config: AacConfig = {
    rateIndex: first.rateIndex,
    channels: channelsOf(first.channelCode),
    hasBandReplication: false,
  };
  return packetStream(
    'aac',
    createAacDecoder(config, warnings),
    readFrames(window, first, warnings),
    warnings,
  );
}
