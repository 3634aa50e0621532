import { TonearmError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { ChannelTap } from './channel-block.ts';
import { FORMATS } from './formats.ts';
import { sanitize } from './sanitizer.ts';
import { sniff } from './sniff.ts';
import { openSound, type Sound, withoutGaps } from './sound.ts';
import { type Warning, WarningList } from './warning.ts';

/** A song being decoded. */
export interface DecodedAudio {
  /** Name of the format, detected from the content, never from the file name. */
  readonly format: string;
  /** Sample rate of the chunks, in Hz. */
  readonly sampleRate: number;
  /** Number of channels in the file; the chunks are mono. */
  readonly channels: number;
  /** Mono samples, the mean of the channels, in order; finite and of valid magnitude. To be read once. */
  readonly chunks: AsyncIterable<Float32Array>;
  /** Grows while `chunks` is read, complete when it ends. */
  readonly warnings: readonly Warning[];
}

/** A file whose format is known. */
export interface AudioFile {
  readonly warnings: WarningList;
  /** Opens the sound from the beginning; may be called again. @throws as `openAudio` */
  open(): Promise<Sound>;
  /** Passes on what a sound gives, with its errors made those of `openAudio`. */
  watched<T>(items: AsyncIterable<T>): AsyncIterable<T>;
  /** Awaits one result, with errors translated as by `watched`. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

export interface OpenOptions {
  /** Longest accepted sound, in seconds; longer sound throws `too-long`. */
  readonly maxSeconds?: number;
  readonly signal?: AbortSignal;
  /** Tap that gets the channels of the decoded sound before they are mixed. */
  readonly tap?: ChannelTap;
}

/**
 * Opens encoded audio of any supported format and decodes it piece by piece, in bounded memory. `chunks`
 * throws the same errors as this call, if damage shows later.
 * @throws unsupported-format when the bytes are no audio known here
 * @throws broken-audio when nothing can be heard from them
 * @throws too-long (from `chunks`) beyond `maxSeconds`
 */
export async function openAudio(source: ByteSource, options: OpenOptions = {}): Promise<DecodedAudio> {
  const file = await openFile(source, options);
  const sound = await file.open();
  const { format, sampleRate, channels, peakLimit } = sound;
  const limits = { sampleRate, peakLimit, maxSeconds: options.maxSeconds };
  const chunks = sanitize(file.watched(withoutGaps(sound.blocks())), limits, file.warnings);
  return { format, sampleRate, channels, chunks, warnings: file.warnings.items };
}

/** Detects the format of a file. Its sound comes by `open`. @throws as `openAudio` */
export async function openFile(source: ByteSource, { signal, tap }: OpenOptions = {}): Promise<AudioFile> {
  signal?.throwIfAborted();
  const { container, sound } = await sniff(markFailures(source));
  const opener = await FORMATS[container].load();
  const warnings = new WarningList();
  return {
    warnings,
    open: () => asAudioError(container, async () => openSound(await opener(sound, warnings), warnings, tap)),
    watched: (items) => watched(container, items, signal),
    attempt: (work) => asAudioError(container, work),
  };
}

async function* watched<T>(format: string, items: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    while (true) {
      signal?.throwIfAborted();
      const next = await asAudioError(format, () => iterator.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Errors of the source itself, which are not about the audio. */
const sourceFailures = new WeakSet<object>();

function markFailures(source: ByteSource): ByteSource {
  return {
    size: source.size,
    async read(start, end) {
      try {
        return await source.read(start, end);
      } catch (error) {
        if (error instanceof Object) sourceFailures.add(error);
        throw error;
      }
    },
  };
}

/** Translates errors: any other that a decoder throws is about damaged bytes. */
async function asAudioError<T>(format: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TonearmError || (error instanceof Object && sourceFailures.has(error))) throw error;
    throw new TonearmError('broken-audio', `Expected ${format} audio, got data that cannot be decoded.`, {
      cause: error,
    });
  }
}
