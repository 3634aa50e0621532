import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { latin1, viewOf } from '../bytes.ts';
import { type Chunk, chunksOf } from '../chunks.ts';
import type { Tracks } from '../packet.ts';
import { type PcmLayout, pcmTracks } from '../pcm.ts';
import { unsupportedCoding } from '../unsupported-coding.ts';
import type { WarningList } from '../warning.ts';

/** Layouts by AIFF-C's compression type; without a size: as the header says. */
const COMPRESSIONS: Record<
  string,
  { encoding: PcmLayout['encoding']; bytes?: number; littleEndian?: boolean }
> = {
  NONE: { encoding: 'signed' },
  twos: { encoding: 'signed' },
  sowt: { encoding: 'signed', littleEndian: true },
  in24: { encoding: 'signed', bytes: 3 },
  in32: { encoding: 'signed', bytes: 4 },
  'raw ': { encoding: 'unsigned', bytes: 1 },
  fl32: { encoding: 'float', bytes: 4 },
  FL32: { encoding: 'float', bytes: 4 },
  fl64: { encoding: 'float', bytes: 8 },
  FL64: { encoding: 'float', bytes: 8 },
  ulaw: { encoding: 'ulaw', bytes: 1 },
  ULAW: { encoding: 'ulaw', bytes: 1 },
  alaw: { encoding: 'alaw', bytes: 1 },
  ALAW: { encoding: 'alaw', bytes: 1 },
};

const MAX_COMMON_BYTES = 22;

/** Reads AIFF and AIFF-C: integer, float, A-law and mu-law. The sound may precede its description. */
export async function openAiff(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  let layout: PcmLayout | undefined;
  let sound: Chunk | undefined;
  for await (const chunk of chunksOf(source, false)) {
    if (chunk.id === 'COMM') layout = await readCommon(source, chunk);
    if (chunk.id === 'SSND') sound = chunk;
    if (layout && sound) break;
  }
  if (!layout || !sound)
    throw new TonearmError('broken-audio', 'Expected an aiff file with a COMM and an SSND chunk.');
  const { start, end } = await soundBytes(source, sound, warnings);
  return pcmTracks('aiff', source, layout, start, end);
}

async function readCommon(source: ByteSource, chunk: Chunk): Promise<PcmLayout> {
  const bytes = await source.read(chunk.start, chunk.start + Math.min(chunk.size, MAX_COMMON_BYTES));
  if (bytes.length < 18)
    throw new TonearmError('broken-audio', `Expected a COMM chunk of 18 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const type = bytes.length >= MAX_COMMON_BYTES ? latin1(bytes, 18, 22) : 'NONE';
  const compression = COMPRESSIONS[type];
  if (!compression) throw unsupportedCoding('aifc', type);
  return {
    encoding: compression.encoding,
    bytesPerSample: compression.bytes ?? Math.ceil(view.getUint16(6) / 8),
    littleEndian: compression.littleEndian ?? false,
    channels: view.getUint16(0),
    sampleRate: readExtended(view, 8),
  };
}

/** An 80-bit float of IEEE 754, rounded to a whole rate. */
function readExtended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  const mantissa = view.getUint32(at + 2) * 2 ** -31 + view.getUint32(at + 6) * 2 ** -63;
  return Math.round(mantissa * 2 ** exponent);
}

async function soundBytes(
  source: ByteSource,
  chunk: Chunk,
  warnings: WarningList,
): Promise<{ start: number; end: number }> {
  const head = await source.read(chunk.start, chunk.start + 8);
  const offset = head.length === 8 ? viewOf(head).getUint32(0) : 0;
  const start = chunk.start + 8 + offset;
  const claimedEnd = chunk.size === 0 ? source.size : chunk.start + chunk.size;
  if (claimedEnd > source.size) {
    warnings.add(
      'truncated',
      `The file ends early: ${claimedEnd - source.size} bytes of its sound are missing.`,
    );
  }
  return { start, end: Math.min(claimedEnd, source.size) };
}
