/** Copies of one recording, exact and near. */
import { FINGERPRINT_HOP_SECONDS } from '../features/fingerprint.ts';

/** Two songs that sound the same, by index. */
export interface CopyPair {
  readonly a: number;
  readonly b: number;
}

export interface DuplicatePair extends CopyPair {
  /** `exact`: the files are equal byte for byte; `near`: they sound the same. */
  readonly kind: 'exact' | 'near';
  /** Bit error rate of the overlap: of the bits set in either, the share set in only one. 0..1. */
  readonly distance: number;
  /** Start of the overlap in `a` less that in `b`, in seconds. */
  readonly offsetSeconds: number;
}

export interface Recording {
  readonly contentHash: string;
  /** 32 bits a frame: `fingerprintBits`. */
  readonly bits: Uint32Array;
}

/**
 * Largest distance of copies. Measured on generated music: copies as mp3 of 64 to 320 kb/s, vorbis and opus,
 * cut at both ends, at half and 1.3 of the level: at most 0.46; other songs at the best of all alignments: at
 * least 0.54.
 */
const MAX_DISTANCE = 0.48;
/** Minimum overlap: one chord or bar is found in many songs. */
const MIN_OVERLAP_SECONDS = 2;
const MIN_OVERLAP_SHARE = 0.5;
/** Minimum mean number of bits in a frame of the overlap: silence equals silence. */
const MIN_BITS = 1;
/** Minimum number of bits of a frame that identifies a song. */
const MIN_FRAME_BITS = 3;
/** Number of equal frames from which a value counts as a drone, which identifies no song. */
const MAX_EQUAL_FRAMES = 200;
/** Number of alignments tried for a pair, the likeliest first. */
const MAX_ALIGNMENTS = 8;
/** Number above that of any frames. */
const OFFSET_RANGE = 2 ** 20;

/**
 * Every pair of recordings that are copies, lower index first. Alignments worth trying are those at which a
 * frame is equal; memory grows with the frames of all songs, time with the frames that are equal by chance.
 */
export function findDuplicates(recordings: readonly Recording[]): DuplicatePair[] {
  const index = new CopyIndex();
  return recordings.flatMap((recording, b) => {
    const pairs = index.copiesOf(recording).map((copy) => ({ ...copy, b }));
    index.add(recording);
    return pairs;
  });
}

/** Index of recordings that finds copies of another one. */
export class CopyIndex {
  readonly #recordings: Recording[] = [];
  readonly #owners = new Map<string, number>();
  readonly #places: Places = new Map();

  /** Adds a recording; its number is how many were added before. */
  add(recording: Recording): void {
    const song = this.#recordings.push(recording) - 1;
    if (this.#owners.has(recording.contentHash)) return;
    this.#owners.set(recording.contentHash, song);
    indexFrames(recording.bits, song, this.#places);
  }

  /**
   * Copies of a recording; `a` is the number of the recording here. A recording whose file is here has that
   * one copy.
   */
  copiesOf({ contentHash, bits }: Recording): Omit<DuplicatePair, 'b'>[] {
    const owner = this.#owners.get(contentHash);
    if (owner !== undefined) return [{ a: owner, kind: 'exact', distance: 0, offsetSeconds: 0 }];
    return [...alignments(bits, this.#places)].flatMap(([a, offsets]) => {
      return nearest(this.#recordings[a].bits, bits, offsets).map((found) => ({ a, kind: 'near', ...found }));
    });
  }
}

/** Bit error rate: of the bits set in either, the share set in only one, frame t + offset of `a` against t of `b`. */
function bitErrorRate(a: Uint32Array, b: Uint32Array, offset: number): number {
  const from = Math.max(0, -offset);
  const to = Math.min(b.length, a.length - offset);
  let [differing, either] = [0, 0];
  for (let t = from; t < to; t++) {
    differing += onesIn(a[t + offset] ^ b[t]);
    either += onesIn(a[t + offset] | b[t]);
  }
  const shorter = Math.min(a.length, b.length);
  const needed = Math.max(MIN_OVERLAP_SECONDS / FINGERPRINT_HOP_SECONDS, MIN_OVERLAP_SHARE * shorter);
  return to - from >= needed && either >= MIN_BITS * (to - from) ? differing / either : 1;
}

/** Songs and frames with a value, each `song * OFFSET_RANGE + frame`. */
type Places = Map<number, number[]>;

/** Offsets with the most equal frames, by earlier song. */
function alignments(bits: Uint32Array, places: Places): Map<number, number[]> {
  const votes = new Map<number, number>();
  bits.forEach((value, frame) => {
    for (const met of places.get(value) ?? []) {
      const key = met - frame + OFFSET_RANGE / 2;
      votes.set(key, (votes.get(key) ?? 0) + 1);
    }
  });
  const found = new Map<number, number[]>();
  for (const [key] of [...votes].sort((x, y) => y[1] - x[1])) {
    const song = Math.floor(key / OFFSET_RANGE);
    const offsets = found.get(song) ?? [];
    if (offsets.length < MAX_ALIGNMENTS) offsets.push((key % OFFSET_RANGE) - OFFSET_RANGE / 2);
    found.set(song, offsets);
  }
  return found;
}

function indexFrames(bits: Uint32Array, song: number, places: Places): void {
  bits.forEach((value, frame) => {
    if (onesIn(value) < MIN_FRAME_BITS) return;
    const met = places.get(value);
    if (met === undefined) places.set(value, [song * OFFSET_RANGE + frame]);
    else if (met.length < MAX_EQUAL_FRAMES) met.push(song * OFFSET_RANGE + frame);
  });
}

function nearest(
  a: Uint32Array,
  b: Uint32Array,
  offsets: readonly number[],
): Pick<DuplicatePair, 'distance' | 'offsetSeconds'>[] {
  const candidates = offsets.map((offset) => ({ offset, distance: bitErrorRate(a, b, offset) }));
  const best = candidates.reduce((one, other) => (other.distance < one.distance ? other : one));
  if (best.distance > MAX_DISTANCE) return [];
  return [{ distance: best.distance, offsetSeconds: best.offset * FINGERPRINT_HOP_SECONDS }];
}

function onesIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
