/** Segmentation: the only place that cuts a song, rounds, leaves silence out and counts seconds. */

import type { ChannelTap } from '../audio/channel-block.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import type { Warning } from '../audio/warning.ts';
import { TonearmError } from '../errors.ts';
import { Analysis, type AnalysisOptions } from '../features/analysis.ts';
import { groupBy } from '../group-by.ts';
import { PASSAGE_SECONDS, spreadPassages } from './passages.ts';
import { type SampleSegment, Segmenter } from './segmenter.ts';
import { type ContiguousSamples, SilenceFilter } from './silence.ts';
import { openSong, type Part, type Song, type SongInput } from './song.ts';

/** Segmentation of a song. */
export interface SegmentSpec {
  readonly seconds: number;
  /** Seconds from the start of one segment to that of the next. */
  readonly hopSeconds: number;
  /** Whether to keep silence, for pictures of the song. */
  readonly withSilence?: boolean;
}

export interface SegmentOptions extends AnalysisOptions {
  /** Tap that gets the channels of the decoded sound before they are mixed. */
  readonly tap?: ChannelTap;
  /** Stops the work between two segments by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Longer songs are refused with `too-long`. Default: no limit. */
  readonly maxSeconds?: number;
  /** Number of half-minute passages of a longer song, spread evenly over it. Default: all of it. */
  readonly passages?: number;
}

/** Segment of a song, ready for recipes. */
export interface Segment<Spec extends SegmentSpec = SegmentSpec> {
  /** Specification that the segment belongs to. */
  readonly spec: Spec;
  /** Start and end in the song. Silence that was left out lies between them, too. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Share of `spec.seconds` that it holds, 0..1: the weight of its answer. */
  readonly weight: number;
  /** Analysis, shared by specifications with the same segments. */
  readonly analysis: Analysis;
}

/** Segments of one song, to be read once, in order of their ends. Counts are complete after the last. */
export interface Segments<Spec extends SegmentSpec = SegmentSpec> extends AsyncIterable<Segment<Spec>> {
  /** Duration of the whole song. */
  readonly durationSeconds: number;
  /** Seconds that were decoded. */
  readonly analysedSeconds: number;
  /** Seconds of these that are not silent, short rests included. */
  readonly soundingSeconds: number;
  readonly warnings: readonly Warning[];
  readonly timings: Song['timings'];
  /** Share of the work done so far, 0..1. */
  fractionDone(): number;
  /** @throws too-short for a song of which less than three seconds sound, silent for one of which none do */
  assertSound(): void;
}

/** Further consumer of a song's segments. */
export interface SegmentTask {
  readonly spec: SegmentSpec;
  /** Gets the segments one by one, in order. */
  take(segment: Segment): void | Promise<void>;
}

/** Minimum sound of a song; a shorter one is refused. */
export const MIN_SECONDS = 3;
/** Minimum sound of a segment or song that gets an answer. */
const MIN_SOUND_SECONDS = 1;
/** Longest silence between two sounds that counts as a rest of the music. */
const MAX_REST_SECONDS = 0.2;
/** Minimum sound: the click that a constant signal leaves where it begins and ends is shorter. */
const CLICK_SECONDS = 0.05;

/**
 * Opens a song and cuts its sound by each of `specs`, in memory that does not grow with its length.
 * @param input encoded bytes of any supported format, or mono samples at 22,050 Hz
 * @throws unsupported-format, broken-audio, too-long, from the iteration too; bad-request for a cut of less than a sample
 */
export async function segmentsOf<Spec extends SegmentSpec>(
  input: SongInput,
  specs: readonly Spec[],
  options: SegmentOptions = {},
): Promise<Segments<Spec>> {
  const cuts = groupedByCut(specs);
  const { maxSeconds, signal, tap } = options;
  const song = await openSong(input, { maxSeconds, signal, tap, plan: planOf(specs, options.passages) });
  return new SongSegments(song, cuts, options);
}

/** Specifications with the same segments. */
interface SpecGroup<Spec> {
  readonly specs: readonly Spec[];
  /** Length and hop in samples. */
  readonly length: number;
  readonly hop: number;
  readonly withSilence: boolean;
}

interface GroupSegmenter<Spec> {
  readonly group: SpecGroup<Spec>;
  readonly segmenter: Segmenter;
}

class SongSegments<Spec extends SegmentSpec> implements Segments<Spec> {
  readonly #song: Song;
  readonly #segmenters: readonly GroupSegmenter<Spec>[];
  readonly #options: SegmentOptions;
  readonly #loudness = { decibels: -Infinity };
  #samples = 0;
  #sounding = 0;
  #rests = 0;
  #soundEnd = -Infinity;

  constructor(song: Song, groups: readonly SpecGroup<Spec>[], options: SegmentOptions) {
    this.#song = song;
    this.#segmenters = groups.map((group) => ({ group, segmenter: new Segmenter(group.length, group.hop) }));
    this.#options = options;
  }

  get durationSeconds(): number {
    return this.#song.durationSeconds ?? this.analysedSeconds;
  }

  get analysedSeconds(): number {
    return this.#samples / SAMPLE_RATE;
  }

  get soundingSeconds(): number {
    return (this.#sounding + this.#rests) / SAMPLE_RATE;
  }

  get warnings(): readonly Warning[] {
    return this.#song.warnings;
  }

  get timings(): Song['timings'] {
    return this.#song.timings;
  }

  fractionDone(): number {
    return this.#song.fractionDone();
  }

  assertSound(): void {
    const tooShort = (seconds: number) => {
      const atMost = (Math.floor(10 * seconds) / 10).toFixed(1);
      return new TonearmError('too-short', `Expected at least ${MIN_SECONDS} s of sound, got ${atMost} s.`);
    };
    if (this.durationSeconds < MIN_SECONDS) throw tooShort(this.durationSeconds);
    const soundSeconds = this.#sounding / SAMPLE_RATE;
    if (soundSeconds < CLICK_SECONDS)
      throw new TonearmError('silent', 'Expected sound, got silence from beginning to end.');
    if (this.soundingSeconds < MIN_SECONDS) throw tooShort(this.soundingSeconds);
    if (soundSeconds < MIN_SOUND_SECONDS) throw tooShort(soundSeconds);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Segment<Spec>> {
    for await (const part of this.#song.parts) yield* this.#segmentsOfPart(part);
  }

  async *#segmentsOfPart({ start, chunks }: Part): AsyncGenerator<Segment<Spec>> {
    const filter = new SilenceFilter(start, this.#loudness);
    const segmenters = this.#segmenters;
    const whole = segmenters.filter(({ group }) => group.withSilence);
    const sounding = segmenters.filter(({ group }) => !group.withSilence);
    let at = start;
    for await (const data of chunks) {
      yield* this.#segmentsOfSamples(whole, [{ start: at, data }]);
      yield* this.#segmentsOfSamples(sounding, this.#counted(filter.push(data)));
      at += data.length;
      this.#samples += data.length;
    }
    yield* this.#segmentsOfSamples(sounding, this.#counted(filter.end()));
    for (const { group, segmenter } of segmenters) yield* this.#analyseSegments(group, segmenter.end());
  }

  *#counted(runs: Iterable<ContiguousSamples>): Generator<ContiguousSamples> {
    for (const run of runs) {
      const rest = run.start - this.#soundEnd;
      if (rest <= MAX_REST_SECONDS * SAMPLE_RATE) this.#rests += rest;
      this.#sounding += run.data.length;
      this.#soundEnd = run.start + run.data.length;
      yield run;
    }
  }

  *#segmentsOfSamples(
    segmenters: readonly GroupSegmenter<Spec>[],
    runs: Iterable<ContiguousSamples>,
  ): Generator<Segment<Spec>> {
    for (const run of runs) {
      for (const { group, segmenter } of segmenters) yield* this.#analyseSegments(group, segmenter.push(run));
    }
  }

  *#analyseSegments(
    { specs, length, withSilence }: SpecGroup<Spec>,
    cuts: Iterable<SampleSegment>,
  ): Generator<Segment<Spec>> {
    for (const { start, end, data } of cuts) {
      this.#options.signal?.throwIfAborted();
      if (!withSilence && data.length < Math.min(length, MIN_SOUND_SECONDS * SAMPLE_RATE)) continue;
      const analysis = new Analysis({ data, sampleRate: SAMPLE_RATE }, this.#options);
      const [startSeconds, endSeconds] = [start / SAMPLE_RATE, end / SAMPLE_RATE];
      for (const spec of specs) {
        yield { spec, startSeconds, endSeconds, weight: data.length / length, analysis };
      }
    }
  }
}

/** @throws bad-request where a segment, or what lies between the starts of two, is less than a sample */
function groupedByCut<Spec extends SegmentSpec>(specs: readonly Spec[]): SpecGroup<Spec>[] {
  const groups = groupBy(
    specs,
    ({ seconds, hopSeconds, withSilence = false }) =>
      `${samplesOf(seconds)} ${samplesOf(hopSeconds)} ${withSilence}`,
  );
  return [...groups.values()].map((group) => {
    const [{ seconds, hopSeconds, withSilence = false }] = group;
    return { specs: group, length: samplesOf(seconds), hop: samplesOf(hopSeconds), withSilence };
  });
}

function samplesOf(seconds: number): number {
  const samples = Math.round(seconds * SAMPLE_RATE);
  if (samples >= 1 && Number.isSafeInteger(samples)) return samples;
  throw new TonearmError('bad-request', `Expected segments of at least one sample, got ${seconds} s.`);
}

function planOf(specs: readonly SegmentSpec[], passages: number | undefined) {
  if (passages === undefined) return undefined;
  if (!(Number.isInteger(passages) && passages > 0)) {
    throw new TonearmError(
      'bad-request',
      `Expected a whole number of passages, at least 1, got ${passages}.`,
    );
  }
  const longest = Math.max(...specs.map(({ seconds }) => Math.ceil(seconds)));
  const seconds = Math.max(PASSAGE_SECONDS, longest);
  return (durationSeconds: number) => spreadPassages(durationSeconds, passages, seconds);
}
