import { type ByteSource, blobSource, bytesSource } from '../audio/byte-source.ts';
import { streamSamples } from '../audio/load.ts';
import { SAMPLE_RATE, type Samples } from '../audio/samples.ts';
import { BadRequest } from '../errors.ts';
import type { Timings, Warning } from './prediction.ts';

/** What can be classified: encoded bytes of any supported format, or mono samples at 22,050 Hz. */
export type SongInput = Uint8Array | Blob | ByteSource | Samples;

/** A song as a stream of mono samples at 22,050 Hz, whatever it came from. */
export interface Song {
  readonly chunks: AsyncIterable<Float32Array>;
  /** Complete once `chunks` has ended. */
  readonly warnings: readonly Warning[];
  readonly timings: Pick<Timings, 'decodeMs' | 'resampleMs'>;
  /** Share of the input read so far, 0..1. */
  fractionDone(): number;
}

/** @throws UnsupportedFormat, BrokenAudio, TooLong; BadRequest when samples are at another rate. */
export async function openSong(
  input: SongInput,
  options: { maxSeconds?: number; signal?: AbortSignal },
): Promise<Song> {
  if ('data' in input) return samplesSong(input);
  const source = sourceOf(input);
  let furthest = 0;
  const counted: ByteSource = {
    size: source.size,
    read: (start, end) => {
      furthest = Math.max(furthest, Math.min(end, source.size));
      return source.read(start, end);
    },
  };
  return { ...(await streamSamples(counted, options)), fractionDone: () => furthest / source.size };
}

function sourceOf(input: Uint8Array | Blob | ByteSource): ByteSource {
  if (input instanceof Uint8Array) return bytesSource(input);
  return 'read' in input ? input : blobSource(input);
}

function samplesSong({ data, sampleRate }: Samples): Song {
  if (sampleRate !== SAMPLE_RATE) {
    throw new BadRequest(`Expected samples at ${SAMPLE_RATE} Hz, got ${sampleRate} Hz.`);
  }
  const chunks = (async function* () {
    yield data;
  })();
  return { chunks, warnings: [], timings: { decodeMs: 0, resampleMs: 0 }, fractionDone: () => 1 };
}
