/** What sounds of a song: the only place that says what silence is. */
import { SAMPLE_RATE } from '../audio/samples.ts';

/** Samples in a row. */
export interface Stretch {
  /** Samples of the song before it. */
  readonly start: number;
  readonly data: Float32Array;
}

/** The loudest that was met of a song; its passages share it. */
export interface Loudness {
  decibels: number;
}

interface Block extends Stretch {
  /** The offset of its samples: a constant is no sound. */
  readonly mean: number;
  /** Of the rest, in dB of full scale. */
  readonly decibels: number;
}

/** 23 ms. */
const BLOCK = 512;
/** A song that is nowhere louder than this is silent. */
const QUIETEST_SONG = -66;
/** Silence is this far below the loudest block, but never louder than one limit, nor quieter than the other. */
const RANGE = 52;
const [QUIETEST, LOUDEST] = [-90, -60];
/** So far ahead the loudest block is looked for. */
const LOOKAHEAD = Math.ceil((30 * SAMPLE_RATE) / BLOCK);

/**
 * Leaves silence out of samples in a row, however short: rests too. It ends where the first sample stands out, so that
 * a song with silence put into it is the same song again. Memory is bounded: half a minute is looked ahead for the
 * loudest block.
 */
export class SilenceFilter {
  readonly #loudness: Loudness;
  readonly #block = new Float32Array(BLOCK);
  #filled = 0;
  /** Samples of the song before `#block`. */
  #at: number;
  readonly #ahead: Block[] = [];
  /** The last that sounded: where it ends shows when it is known what follows. */
  #sounded: Block | undefined;
  /** The first and the last silent one since then. */
  #silent: Block[] = [];

  /** @param start samples of the song before the first that is pushed */
  constructor(start: number, loudness: Loudness) {
    this.#at = start;
    this.#loudness = loudness;
  }

  *push(chunk: Float32Array): Generator<Stretch> {
    for (let read = 0; read < chunk.length; ) {
      const piece = chunk.subarray(read, read + BLOCK - this.#filled);
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      read += piece.length;
      if (this.#filled === BLOCK) this.#measure();
      if (this.#ahead.length > LOOKAHEAD) yield* this.#decide(this.#ahead.shift()!);
    }
  }

  *end(): Generator<Stretch> {
    if (this.#filled > 0) this.#measure();
    for (const block of this.#ahead.splice(0)) yield* this.#decide(block);
    const last = this.#sounded;
    if (last) yield this.#silent.length > 0 ? withoutEnd(last, this.#silent[0].mean, this.#threshold) : last;
  }

  get #threshold(): number {
    const { decibels } = this.#loudness;
    if (decibels < QUIETEST_SONG) return QUIETEST_SONG;
    return Math.max(QUIETEST, Math.min(LOUDEST, decibels - RANGE));
  }

  #measure(): void {
    const data = this.#block.slice(0, this.#filled);
    const block = { start: this.#at, data, ...levelOf(data) };
    this.#loudness.decibels = Math.max(this.#loudness.decibels, block.decibels);
    this.#ahead.push(block);
    this.#at += data.length;
    this.#filled = 0;
  }

  *#decide(block: Block): Generator<Stretch> {
    if (block.decibels <= this.#threshold) this.#keepSilent(block);
    else yield* this.#sound(block);
  }

  #keepSilent(block: Block): void {
    this.#silent.splice(1, 1, block);
  }

  *#sound(block: Block): Generator<Stretch> {
    const [last, silent, threshold] = [this.#sounded, this.#silent, this.#threshold];
    const isGap = silent.length > 0;
    if (last) yield isGap ? withoutEnd(last, silent[0].mean, threshold) : last;
    this.#sounded = isGap ? withoutStart(block, silent.at(-1)!.mean, threshold) : block;
    this.#silent = [];
  }
}

function levelOf(data: Float32Array): Pick<Block, 'mean' | 'decibels'> {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < data.length; i++) sum += data[i];
  const mean = sum / data.length;
  for (let i = 0; i < data.length; i++) squares += (data[i] - mean) ** 2;
  return { mean, decibels: 10 * Math.log10(Math.max(Number.MIN_VALUE, squares / data.length)) };
}

/** From the first sample on that stands out of the silence before it, which lies at `offset`. */
function withoutStart(block: Block, offset: number, threshold: number): Block {
  const first = block.data.findIndex(standsOut(offset, threshold));
  const start = Math.max(0, first);
  return { ...block, start: block.start + start, data: block.data.subarray(start) };
}

function withoutEnd(block: Block, offset: number, threshold: number): Block {
  const last = block.data.findLastIndex(standsOut(offset, threshold));
  return last < 0 ? block : { ...block, data: block.data.subarray(0, last + 1) };
}

function standsOut(offset: number, threshold: number): (value: number) => boolean {
  const limit = 10 ** (threshold / 20);
  return (value) => Math.abs(value - offset) > limit;
}
