/** Sounds of a catalogue in memory, in a few large arrays: arrays of their own cost as much as their values. */
import { takeChanges } from '../changes.ts';
import type { Library } from '../store/store.ts';
import { changedSounds, type Sound, SoundReader } from './sound.ts';

/** Number of songs of a block. */
const ROWS = 1024;

export class KeptSounds {
  readonly #reader = new SoundReader();
  /** Rows of sounds; those of a later block have room for more genres. */
  readonly #blocks: Float32Array[] = [];
  /** Row of each song, counted over all blocks. */
  readonly #rows = new Map<number, number>();
  #nextRow = 0;
  #revision = 0;

  /** Takes in what changed, of songs below any folder. */
  refresh(library: Library): Promise<void> {
    return takeChanges(
      this.#revision,
      (since, limit) => changedSounds(library, since, limit),
      (changed, reached) => {
        for (const row of changed) {
          const { songId } = row;
          const sound = this.#reader.soundOf(row, (width) => this.#room(songId, width));
          if (!sound) this.#rows.delete(songId);
        }
        this.#revision = reached;
      },
    );
  }

  /** Sound of a song, a view. */
  soundOf(id: number): Sound | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#at(row);
  }

  /** Zeros for a song: its row before, or the next. */
  #room(id: number, width: number): Sound {
    const before = this.soundOf(id);
    if (before && before.length >= width) return before.fill(0);
    const isFull = this.#nextRow === ROWS * this.#blocks.length;
    if (isFull || this.#blocks[this.#blocks.length - 1].length < ROWS * width) {
      this.#nextRow = ROWS * this.#blocks.length;
      this.#blocks.push(new Float32Array(ROWS * width));
    }
    this.#rows.set(id, this.#nextRow);
    return this.#at(this.#nextRow++);
  }

  #at(row: number): Sound {
    const block = this.#blocks[Math.floor(row / ROWS)];
    const width = block.length / ROWS;
    const start = (row % ROWS) * width;
    return block.subarray(start, start + width);
  }
}
