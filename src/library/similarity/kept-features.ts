/** Features of a catalogue in memory, in a few large arrays: arrays of their own cost as much as their values. */
import { takeChanges } from '../changes.ts';
import type { Library } from '../store/store.ts';
import { changedFeatures, FeatureReader, type SongFeatures } from './song-features.ts';

/** Number of songs of a block. */
const ROWS = 1024;

export class KeptFeatures {
  readonly #reader = new FeatureReader();
  /** Rows of features; those of a later block have room for more genres. */
  readonly #blocks: Float32Array[] = [];
  /** Row of each song by its id, counted over all blocks: a list, which takes a fifth of a map's memory. */
  readonly #rows: (number | undefined)[] = [];
  #nextRow = 0;
  #revision = 0;

  /** Takes in what changed, of songs below any folder. */
  refresh(library: Library): Promise<void> {
    return takeChanges(
      this.#revision,
      (since, limit) => changedFeatures(library, since, limit),
      (changed, reached) => {
        for (const row of changed) {
          const { songId } = row;
          const features = this.#reader.featuresOf(row, (width) => this.#room(songId, width));
          if (!features) this.#rows[songId] = undefined;
        }
        this.#revision = reached;
      },
    );
  }

  /** Features of a song, a view. */
  featuresOf(id: number): SongFeatures | undefined {
    const row = this.#rows[id];
    return row === undefined ? undefined : this.#at(row);
  }

  /** Zeros for a song: its row before, or the next. */
  #room(id: number, width: number): SongFeatures {
    const before = this.featuresOf(id);
    if (before && before.length >= width) return before.fill(0);
    const isFull = this.#nextRow === ROWS * this.#blocks.length;
    if (isFull || this.#blocks[this.#blocks.length - 1].length < ROWS * width) {
      this.#nextRow = ROWS * this.#blocks.length;
      this.#blocks.push(new Float32Array(ROWS * width));
    }
    this.#rows[id] = this.#nextRow;
    return this.#at(this.#nextRow++);
  }

  #at(row: number): SongFeatures {
    const block = this.#blocks[Math.floor(row / ROWS)];
    const width = block.length / ROWS;
    const start = (row % ROWS) * width;
    return block.subarray(start, start + width);
  }
}
