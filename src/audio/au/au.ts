import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { viewOf } from '../bytes.ts';
import type { Tracks } from '../packet.ts';
import { type PcmLayout, pcmTracks } from '../pcm.ts';
import type { WarningList } from '../warning.ts';

const HEADER_BYTES = 24;
const UNKNOWN_SIZE = 0xffff_ffff;

/** Encoding number to how samples lie. */
const ENCODINGS: Record<number, Pick<PcmLayout, 'encoding' | 'bytesPerSample'>> = {
  1: { encoding: 'ulaw', bytesPerSample: 1 },
  2: { encoding: 'signed', bytesPerSample: 1 },
  3: { encoding: 'signed', bytesPerSample: 2 },
  4: { encoding: 'signed', bytesPerSample: 3 },
  5: { encoding: 'signed', bytesPerSample: 4 },
  6: { encoding: 'float', bytesPerSample: 4 },
  7: { encoding: 'float', bytesPerSample: 8 },
  27: { encoding: 'alaw', bytesPerSample: 1 },
};

/** Sun and NeXT audio. */
export async function openAu(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const bytes = await source.read(0, HEADER_BYTES);
  if (bytes.length < HEADER_BYTES)
    throw new TonearmError('broken-audio', `Expected an au header of 24 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const [start, claimed, code, sampleRate, channels] = [4, 8, 12, 16, 20].map((at) => view.getUint32(at));
  const encoding = ENCODINGS[code];
  if (!encoding)
    throw new TonearmError(
      'unsupported-format',
      `Expected au of PCM, float, A-law or mu-law, got encoding ${code}.`,
    );
  const held = source.size - start;
  if (start < HEADER_BYTES || held < 0)
    throw new TonearmError('broken-audio', `Expected sound inside the file, got it at byte ${start}.`);
  if (claimed > held && claimed !== UNKNOWN_SIZE) {
    warnings.add(
      'truncated',
      `The file ends early: its header speaks of ${claimed} bytes of sound, ${held} are there.`,
    );
  }
  const layout = { ...encoding, littleEndian: false, channels, sampleRate };
  return pcmTracks('au', source, layout, start, start + Math.min(claimed || held, held));
}
