/** Picture of a feature along a song of any length, in bounded memory. Pure. */
import type { Frames } from '../../src/features/frames.ts';

/** [columns][rows], each column the mean of as many frames. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Columns of the page's widest picture. */
const MAX_COLUMNS = 1024;

/** Takes frames in their order; whenever its columns are full, neighbours are merged two by two. */
export class Mosaic {
  readonly #rows: number;
  readonly #sums: Float32Array;
  #frames = 0;
  #framesPerColumn = 1;

  constructor(rows: number) {
    this.#rows = rows;
    this.#sums = new Float32Array(rows * MAX_COLUMNS);
  }

  /** @param first index of the first frame to take */
  add({ data, width }: Frames, first: number): void {
    for (let offset = first * width; offset < data.length; offset += width) {
      if (this.#frames === MAX_COLUMNS * this.#framesPerColumn) this.#merge();
      const at = Math.floor(this.#frames / this.#framesPerColumn) * width;
      for (let row = 0; row < width; row++) this.#sums[at + row]! += data[offset + row]!;
      this.#frames++;
    }
  }

  picture(): Picture {
    const columns = Math.ceil(this.#frames / this.#framesPerColumn);
    const data = this.#sums.slice(0, columns * this.#rows);
    const inLast = this.#frames - (columns - 1) * this.#framesPerColumn;
    const lastStart = (columns - 1) * this.#rows;
    for (let i = 0; i < data.length; i++) data[i]! /= i < lastStart ? this.#framesPerColumn : inLast;
    return { rows: this.#rows, columns, data };
  }

  #merge(): void {
    const sums = this.#sums;
    for (let column = 0; column < MAX_COLUMNS / 2; column++) {
      for (let row = 0; row < this.#rows; row++) {
        const [left, right] = [2 * column * this.#rows + row, (2 * column + 1) * this.#rows + row];
        sums[column * this.#rows + row] = sums[left]! + sums[right]!;
      }
    }
    sums.fill(0, (MAX_COLUMNS / 2) * this.#rows);
    this.#framesPerColumn *= 2;
  }
}
