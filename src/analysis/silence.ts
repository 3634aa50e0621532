/** Silence detection: the only place that defines silence. */
import { SAMPLE_RATE } from '../audio/samples.ts';

/** Samples in a row. */
export interface ContiguousSamples {
  /** Samples of the song before it. */
  readonly start: number;
  readonly data: Float32Array;
}

/** Highest loudness of a song so far, shared by its passages. */
export interface Loudness {
  decibels: number;
}

interface Block extends ContiguousSamples {
  /** Range of the powers of the windows that end within the chunk. */
  readonly powers: PowerRange;
  /** Window in front of it. */
  readonly before: SlidingWindow;
}

interface PowerRange {
  readonly least: number;
  readonly most: number;
}

/** Sliding window of samples. */
interface SlidingWindow {
  readonly samples: Float32Array;
  readonly sum: number;
  readonly squares: number;
}

/** Window length of 23 ms, for loudness. */
const WINDOW = 512;
const PART = 1 / WINDOW;
/** Loudness below which a whole song is silent. */
const QUIETEST_SONG = -66;
/** Threshold of silence relative to the loudest window, between a lower and an upper limit. */
const RANGE = 52;
const [QUIETEST, LOUDEST] = [-90, -60];
/** The louder limit as a power. */
const MAX_THRESHOLD = 10 ** (LOUDEST / 10);
/**
 * Samples of history. All but the last window of sound is passed on; before it there is a window of silence,
 * and a block is decided at once.
 */
const RECENT = 4 * WINDOW;
/** Number of windows that share one array: thousands of small ones are slow to allocate and to collect. */
const SLAB_WINDOWS = 64;
/** Number of windows of look-ahead for the loudest. */
const LOOKAHEAD = Math.ceil((30 * SAMPLE_RATE) / WINDOW);

/**
 * Removes silence from contiguous samples, however short: rests too. A sample is sound if it is in any window
 * above the threshold; sound begins and ends with samples that stand out of the silence around. So a song
 * with inserted silence gives the same samples as without. Memory is bounded: the look-ahead for the loudest
 * window is half a minute, except while sound continues that is louder than any threshold.
 */
export class SilenceFilter {
  readonly #start: number;
  readonly #loudness: Loudness;
  readonly #slab = new Slab();
  #block = this.#slab.take(WINDOW);
  #filled = 0;
  /** Samples of the song before `#block`. */
  #at: number;
  #window: SlidingWindow = { samples: new Float32Array(0), sum: 0, squares: 0 };
  readonly #ahead: Block[] = [];
  /** Newest decided samples, up to `#recentEnd`: enough to look back at. */
  readonly #recent = new Float32Array(RECENT);
  #recentEnd: number;
  readonly #powers = new Float64Array(WINDOW);
  /** Start of the sound, less what of it was passed on; undefined in silence. */
  #from: number | undefined;
  /** End of the sound (exclusive). */
  #until = 0;

  /** @param start samples of the song before the first that is pushed */
  constructor(start: number, loudness: Loudness) {
    this.#start = start;
    this.#at = start;
    this.#recentEnd = start;
    this.#loudness = loudness;
  }

  *push(chunk: Float32Array): Generator<ContiguousSamples> {
    for (let read = 0; read < chunk.length; ) {
      const piece = chunk.subarray(read, read + WINDOW - this.#filled);
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      read += piece.length;
      if (this.#filled === WINDOW) this.#measure();
      if (this.#ahead.length > LOOKAHEAD) yield* this.#decide(this.#ahead.shift()!);
      while (this.#isCertain(this.#ahead[0])) yield* this.#decide(this.#ahead.shift()!);
    }
  }

  *end(): Generator<ContiguousSamples> {
    if (this.#filled > 0) this.#measure();
    for (const block of this.#ahead.splice(0)) yield* this.#decide(block);
    if (this.#from !== undefined) yield this.#soundUpTo(this.#soundEnd(this.#from));
  }

  /** Threshold as a power, like the values compared with it. */
  get #threshold(): number {
    const { decibels } = this.#loudness;
    const threshold = Math.max(QUIETEST, Math.min(LOUDEST, decibels - RANGE));
    return 10 ** ((decibels < QUIETEST_SONG ? QUIETEST_SONG : threshold) / 10);
  }

  /** Whether a block is decided whatever follows: continuing sound, however loud the song. */
  #isCertain(block: Block | undefined): boolean {
    return block !== undefined && this.#from !== undefined && block.powers.least > MAX_THRESHOLD;
  }

  #measure(): void {
    const [data, before] = [this.#block.subarray(0, this.#filled), this.#window];
    const { window, powers } = slide(before, data, this.#powers);
    this.#window = window;
    this.#loudness.decibels = Math.max(this.#loudness.decibels, 10 * Math.log10(powers.most));
    this.#ahead.push({ start: this.#at, data, powers, before });
    this.#at += data.length;
    this.#block = this.#slab.take(WINDOW);
    this.#filled = 0;
  }

  *#decide(block: Block): Generator<ContiguousSamples> {
    const { start, data, powers } = block;
    this.#remember(block);
    const threshold = this.#threshold;
    if (this.#from !== undefined && powers.least > threshold) this.#until = start + data.length;
    else if (this.#from !== undefined || powers.most > threshold) yield* this.#follow(block, threshold);
    // The last window is kept back: what follows decides where it ends.
    if (this.#from !== undefined && this.#until - WINDOW > this.#from) {
      yield this.#soundUpTo(this.#until - WINDOW);
    }
  }

  /** Decides sample by sample where sound begins and ends. */
  *#follow({ start, data, before }: Block, threshold: number): Generator<ContiguousSamples> {
    slide(before, data, this.#powers);
    for (let i = 0; i < data.length; i++) {
      const at = start + i;
      if (this.#powers[i] > threshold) {
        this.#from ??= this.#soundStart(Math.max(this.#start, at + 1 - WINDOW));
        this.#until = at + 1;
      } else if (this.#from !== undefined && at >= this.#until + WINDOW - 1) {
        yield this.#soundUpTo(this.#soundEnd(this.#from));
        this.#from = undefined;
      }
    }
  }

  #soundUpTo(end: number): ContiguousSamples {
    const start = this.#from!;
    this.#from = end;
    const sound = this.#between(start, end);
    const data = this.#slab.take(sound.length);
    data.set(sound);
    return { start, data };
  }

  /** First sample of the window at `start` that stands out of the silence before it; a song is preceded by zeros. */
  #soundStart(start: number): number {
    const window = this.#between(start, start + WINDOW);
    const first = window.findIndex(this.#standsOutOf(start - WINDOW, start));
    return start + Math.max(0, first);
  }

  /** End (exclusive) of the sound from `start` on that stands out of the silence that follows. */
  #soundEnd(start: number): number {
    const [end, sound] = [this.#until, this.#between(start, this.#until)];
    const last = sound.findLastIndex(this.#standsOutOf(end, end + WINDOW));
    return last < 0 ? end : start + last + 1;
  }

  #standsOutOf(start: number, end: number): (value: number) => boolean {
    const silence = this.#between(start, end);
    const offset = silence.reduce((sum, value) => sum + value, 0) / Math.max(1, silence.length);
    const limit = Math.sqrt(this.#threshold);
    return (value) => Math.abs(value - offset) > limit;
  }

  #between(start: number, end: number): Float32Array {
    const first = this.#recentEnd - RECENT;
    return this.#recent.subarray(Math.max(0, start - first), Math.max(0, Math.min(end - first, RECENT)));
  }

  #remember({ start, data }: Block): void {
    this.#recent.copyWithin(0, data.length);
    this.#recent.set(data, RECENT - data.length);
    this.#recentEnd = start + data.length;
  }
}

/** Memory for many small arrays, each given once. */
class Slab {
  #rest = new Float32Array(0);

  take(length: number): Float32Array {
    if (this.#rest.length < length) this.#rest = new Float32Array(Math.max(length, SLAB_WINDOWS * WINDOW));
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

/**
 * Writes the power of each window that ends with a sample of `data`, less its offset, since a constant is no sound,
 * into `powers`.
 */
function slide(
  before: SlidingWindow,
  data: Float32Array,
  powers: Float64Array,
): { readonly window: SlidingWindow; readonly powers: PowerRange } {
  const isFull = before.samples.length > 0;
  const leaving = isFull ? before.samples : new Float32Array(data.length);
  let { sum, squares } = before;
  let [least, most] = [Infinity, Number.MIN_VALUE];
  for (let i = 0; i < data.length; i++) {
    // Not as a pair: that would be an array and two numbers on the heap for every sample of a song.
    const value = data[i];
    const left = leaving[i];
    sum += value - left;
    squares += value * value - left * left;
    const offset = sum * (isFull ? PART : 1 / (i + 1));
    const power = (squares - sum * offset) * PART;
    powers[i] = power;
    if (power < least) least = power;
    if (power > most) most = power;
  }
  return { window: { samples: data, sum, squares }, powers: { least, most } };
}
