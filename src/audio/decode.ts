import { BrokenAudio, TonearmError, UnsupportedFormat } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { guardSound } from './guard.ts';
import { mixToMono } from './mix.ts';
import { type Container, describeBytes, sniffContainer } from './sniff.ts';
import type { Opener, SoundStream } from './stream.ts';
import { type Warning, WarningList } from './warning.ts';

/** A song being decoded. */
export interface DecodedAudio {
  /** Told from the content, never from the name. */
  format: string;
  /** Of the chunks, in Hz. */
  sampleRate: number;
  /** Of the file; the chunks are mono. */
  channels: number;
  /** Mono, the mean of the channels, in order; finite and of sane magnitude. To be read once. */
  chunks: AsyncIterable<Float32Array>;
  /** Grows while `chunks` is read, complete when it ends. */
  warnings: readonly Warning[];
}

/** A file whose format is known. */
export interface AudioFile {
  readonly warnings: WarningList;
  /** A stream from the beginning; may be called again. @throws as `openAudio` */
  open(): Promise<SoundStream>;
  /** Passes on what a stream gives, with its errors made those of `openAudio`. */
  watched<T>(items: AsyncIterable<T>): AsyncIterable<T>;
  /** As `watched`, for a single answer. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

export interface OpenOptions {
  /** More sound than this is `TooLong`. */
  maxSeconds?: number;
  signal?: AbortSignal;
}

/** A decoder is loaded when its first song comes. */
const OPENERS: Record<Container, () => Promise<Opener>> = {
  wav: async () => (await import('./wav/wav.ts')).openWav,
  flac: async () => (await import('./flac/flac.ts')).openFlac,
  ogg: async () => (await import('./ogg/ogg.ts')).openOgg,
  mp4: async () => (await import('./mp4/mp4.ts')).openMp4,
  webm: async () => (await import('./webm/webm.ts')).openWebm,
  aiff: async () => (await import('./aiff/aiff.ts')).openAiff,
  au: async () => (await import('./au/au.ts')).openAu,
  adts: async () => (await import('./aac/adts.ts')).openAdts,
  mp3: async () => (await import('./mp3/mp3.ts')).openMp3,
};

/**
 * Opens encoded audio of any known format and decodes it piece by piece, in bounded memory.
 * `chunks` throws the same errors as this call, where damage shows later.
 * @throws {UnsupportedFormat} when the bytes are no audio known here
 * @throws {BrokenAudio} when nothing can be heard from them
 * @throws {TooLong} (from `chunks`) beyond `maxSeconds`
 */
export async function openAudio(source: ByteSource, options: OpenOptions = {}): Promise<DecodedAudio> {
  const file = await openFile(source, options.signal);
  const stream = await file.open();
  const limits = { ...stream, maxSeconds: options.maxSeconds };
  return {
    format: stream.format,
    sampleRate: stream.sampleRate,
    channels: stream.channels,
    chunks: guardSound(monoChunks(file.watched(stream.blocks)), limits, file.warnings),
    warnings: file.warnings.items,
  };
}

/** Tells what a file is. Its streams come by `open`. @throws as `openAudio` */
export async function openFile(source: ByteSource, signal?: AbortSignal): Promise<AudioFile> {
  signal?.throwIfAborted();
  const bytes = markFailures(source);
  const container = await sniffContainer(bytes);
  if (!container) throw await unknownFormat(bytes);
  const opener = await OPENERS[container]();
  const warnings = new WarningList();
  return {
    warnings,
    open: () => asAudioError(container, () => opener(bytes, warnings)),
    watched: (items) => watched(container, items, signal),
    attempt: (work) => asAudioError(container, work),
  };
}

async function unknownFormat(source: ByteSource): Promise<UnsupportedFormat> {
  const got = describeBytes(await source.read(0, 64), source.size);
  return new UnsupportedFormat(
    `Expected audio (mp3, m4a, flac, wav, ogg, opus, aiff, au, webm), got ${got}.`,
  );
}

async function* monoChunks(blocks: AsyncIterable<Float32Array[]>): AsyncGenerator<Float32Array> {
  for await (const planes of blocks) if (planes.length > 0) yield mixToMono(planes);
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

/** Errors of the source itself, which say nothing about the audio. */
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

/** Whatever else a decoder throws over damaged bytes is about the bytes. */
async function asAudioError<T>(format: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TonearmError || (error instanceof Object && sourceFailures.has(error))) throw error;
    throw new BrokenAudio(`Expected ${format} audio, got data that cannot be decoded.`, { cause: error });
  }
}
