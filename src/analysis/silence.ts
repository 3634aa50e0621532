/** Silence detection: the only place that defines silence. */
import { SAMPLE_RATE } from '../audio/samples.ts';
import { type Block, Blocks, slide, WINDOW } from './silence-blocks.ts';

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
  readonly #blocks: Blocks;
  readonly #ahead: Block[] = [];
  /** Newest decided samples, up to `#recentEnd`, the last `#recentFilled` of them: enough to look back at. */
  readonly #recent = new Float32Array(16 * RECENT);
  #recentFilled = RECENT;
  #recentEnd: number;
  /** Newest decided block, and the one before. */
  #newest: Block | undefined;
  #previous: Block | undefined;
  readonly #powers = new Float64Array(WINDOW);
  /** Start of the sound, less what of it was passed on; undefined in silence. */
  #from: number | undefined;
  /** End of the sound (exclusive). */
  #until = 0;
  /** Sound to pass on. */
  #found: ContiguousSamples[] = [];

  /** @param start samples of the song before the first that is pushed */
  constructor(start: number, loudness: Loudness) {
    this.#start = start;
    this.#blocks = new Blocks(start);
    this.#recentEnd = start;
    this.#loudness = loudness;
  }

  push(chunk: Float32Array): ContiguousSamples[] {
    for (const block of this.#blocks.push(chunk)) {
      this.#expect(block);
      if (this.#ahead.length > LOOKAHEAD) this.#decide(this.#ahead.shift()!);
      while (this.#isCertain(this.#ahead[0])) this.#decide(this.#ahead.shift()!);
    }
    return this.#takeFound();
  }

  end(): ContiguousSamples[] {
    for (const block of this.#blocks.end()) this.#expect(block);
    for (const block of this.#ahead.splice(0)) this.#decide(block);
    if (this.#from !== undefined) this.#passOn(this.#from, this.#soundEnd(this.#from));
    return this.#takeFound();
  }

  #takeFound(): ContiguousSamples[] {
    const found = this.#found;
    this.#found = [];
    return found;
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

  /** From now on the block counts for what is loud. */
  #expect(block: Block): void {
    this.#loudness.decibels = Math.max(this.#loudness.decibels, 10 * Math.log10(block.powers.most));
    this.#ahead.push(block);
  }

  #decide(block: Block): void {
    const { start, data, powers } = block;
    this.#remember(block);
    const threshold = this.#threshold;
    if (this.#from !== undefined && powers.least > threshold) this.#until = start + data.length;
    else if (this.#from !== undefined || powers.most > threshold) this.#follow(block, threshold);
    // The last window is kept back: what follows decides where it ends.
    if (this.#from !== undefined && this.#until - WINDOW > this.#from) {
      this.#passOn(this.#from, this.#until - WINDOW);
    }
  }

  /** Decides sample by sample where sound begins and ends. */
  #follow({ start, data, before }: Block, threshold: number): void {
    slide(before, data, this.#powers);
    for (let i = 0; i < data.length; i++) {
      const at = start + i;
      if (this.#powers[i] > threshold) {
        this.#from ??= this.#soundStart(Math.max(this.#start, at + 1 - WINDOW));
        this.#until = at + 1;
      } else if (this.#from !== undefined && at >= this.#until + WINDOW - 1) {
        this.#passOn(this.#from, this.#soundEnd(this.#from));
        this.#from = undefined;
      }
    }
  }

  /** Passes on the sound from `start` to `end`: within sound a block as it is, and blocks that lie in a row as one. */
  #passOn(start: number, end: number): void {
    this.#from = end;
    const block = this.#previous;
    const isBlock = block?.start === start && end === start + block.data.length;
    const data = isBlock ? block.data : this.#between(start, end).slice();
    const last = this.#found.at(-1);
    if (last && last.start + last.data.length === start && isBehind(last.data, data)) {
      const { buffer, byteOffset, length } = last.data;
      const both = new Float32Array(buffer, byteOffset, length + data.length);
      this.#found[this.#found.length - 1] = { start: last.start, data: both };
    } else this.#found.push({ start, data });
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
    const before = this.#recentFilled - RECENT;
    return this.#recent.subarray(
      before + Math.max(0, start - first),
      before + Math.max(0, Math.min(end - first, RECENT)),
    );
  }

  #remember(block: Block): void {
    const { start, data } = block;
    if (this.#recentFilled + data.length > this.#recent.length) {
      this.#recent.copyWithin(0, this.#recentFilled - RECENT, this.#recentFilled);
      this.#recentFilled = RECENT;
    }
    this.#recent.set(data, this.#recentFilled);
    this.#recentFilled += data.length;
    this.#recentEnd = start + data.length;
    this.#previous = this.#newest;
    this.#newest = block;
  }
}

/** Whether `next` begins in memory where `data` ends. */
function isBehind(data: Float32Array, next: Float32Array): boolean {
  return data.buffer === next.buffer && data.byteOffset + data.byteLength === next.byteOffset;
}
