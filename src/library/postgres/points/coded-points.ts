/** Points of many songs in a byte an axis, 68 bytes a song, searched exhaustively. */
import { MAX_COORDINATE } from '../../similarity.ts';
import { forEachInSlices } from '../../slices.ts';
import { POINT_WIDTH } from './points.ts';

/** Number of ids in a block: ids are nearly without gaps, so that a song has its place by its id. */
const BLOCK_SONGS = 4096;
const LARGEST_CODE = 127;
/** First byte of a song without a point. */
const NONE = -128;
/** The axes that count most come first: after so many, most songs are too far already. */
const AXES_AT_ONCE = 17;

interface Block {
  readonly firstId: number;
  readonly codes: Int8Array;
}

export class CodedPoints {
  readonly #blocks = new Map<number, Block>();

  /** Takes a song's point, or forgets it. */
  set(id: number, point: Float32Array | undefined): void {
    const place = Math.floor(id / BLOCK_SONGS);
    const block = this.#blocks.get(place);
    if (block === undefined && point === undefined) return;
    const codes = block?.codes ?? new Int8Array(BLOCK_SONGS * POINT_WIDTH).fill(NONE);
    if (block === undefined) this.#blocks.set(place, { firstId: place * BLOCK_SONGS, codes });
    const at = (id - place * BLOCK_SONGS) * POINT_WIDTH;
    if (point)
      for (let axis = 0; axis < POINT_WIDTH; axis++) codes[at + axis] = Math.round(codeOf(point[axis]));
    else codes[at] = NONE;
  }

  /** Ids of the nearest songs, nearest first. Gives way to others all the time. */
  async nearest(point: Float32Array, count: number): Promise<number[]> {
    const best = new Best(count);
    const target = point.map(codeOf);
    await forEachInSlices([...this.#blocks.values()], (block) => addNear(block, target, best));
    return best.ids();
  }
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

function codeOf(coordinate: number): number {
  return (coordinate * LARGEST_CODE) / MAX_COORDINATE;
}
