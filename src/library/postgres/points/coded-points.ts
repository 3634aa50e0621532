/** Points of many songs in a byte an axis, 68 bytes a song, searched exhaustively. */
import { MAX_COORDINATE } from '../../similarity/similarity.ts';
import { forEachInSlices } from '../../slices.ts';
import { POINT_WIDTH } from './points.ts';

/** Number of ids in a block: ids are nearly without gaps, so that a song has its place by its id. */
const BLOCK_SONGS = 4096;
const LARGEST_CODE = 127;
/** Byte of a song without a point. */
const NONE = -128;
/** Codes of a song without a point. */
export const NO_CODES = new Int8Array(POINT_WIDTH).fill(NONE);
/** The axes that count most come first: after so many, most songs are too far already. */
const AXES_AT_ONCE = 17;

interface Block {
  readonly firstId: number;
  readonly codes: Int8Array;
}

export class CodedPoints {
  readonly #blocks = new Map<number, Block>();

  /** Takes the codes of a song's point, or forgets it. */
  set(id: number, codes: Int8Array): void {
    const place = Math.floor(id / BLOCK_SONGS);
    if (codes[0] === NONE && !this.#blocks.has(place)) return;
    const block = this.#blocks.get(place) ?? newBlock(place);
    this.#blocks.set(place, block);
    block.codes.set(codes, (id - block.firstId) * POINT_WIDTH);
  }

  /** Ids of the nearest songs, nearest first. Gives way to others all the time. */
  async nearest(point: Float32Array, count: number): Promise<number[]> {
    const best = new Best(count);
    const target = point.map(codeOf);
    await forEachInSlices([...this.#blocks.values()], (block) => addNear(block, target, best));
    return best.ids();
  }
}

function newBlock(place: number): Block {
  return { firstId: place * BLOCK_SONGS, codes: new Int8Array(BLOCK_SONGS * POINT_WIDTH).fill(NONE) };
}

function addNear({ firstId, codes }: Block, target: Float32Array, best: Best): void {
  for (let song = 0; song < BLOCK_SONGS; song++) {
    const at = song * POINT_WIDTH;
    if (codes[at] === NONE) continue;
    let distance = 0;
    for (let from = 0; from < POINT_WIDTH && distance < best.worst; from += AXES_AT_ONCE) {
      const end = Math.min(POINT_WIDTH, from + AXES_AT_ONCE);
      for (let axis = from; axis < end; axis++) distance += (codes[at + axis] - target[axis]) ** 2;
    }
    if (distance < best.worst) best.add(firstId + song, distance);
  }
}

/** Nearest songs so far, and sometimes as many again. */
class Best {
  /** Distance from which nothing is among them. */
  worst = Infinity;
  readonly #count: number;
  #found: { readonly id: number; readonly distance: number }[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  add(id: number, distance: number): void {
    this.#found.push({ id, distance });
    if (this.#found.length < 2 * this.#count) return;
    this.#sort();
    this.worst = this.#found.at(-1)!.distance;
  }

  ids(): number[] {
    this.#sort();
    return this.#found.map(({ id }) => id);
  }

  #sort(): void {
    this.#found = this.#found.sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, this.#count);
  }
}

/** Codes of a point. */
export function codesOf(point: Float32Array): Int8Array {
  return Int8Array.from(point, (coordinate) => Math.round(codeOf(coordinate)));
}

function codeOf(coordinate: number): number {
  return (coordinate * LARGEST_CODE) / MAX_COORDINATE;
}
