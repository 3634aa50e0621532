/** Musical keys in the order of the wheel that DJs mix by: neighbours sound well after each other. Pure. */

/** Tonics as the library spells them. */
const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
/** Semitones of a fifth. */
const FIFTH = 7;
const [FIRST_MINOR, FIRST_MAJOR] = [8, 11];

export interface WheelKey {
  /** Camelot key as "8A". */
  readonly camelot: string;
  /** Key as "A minor". */
  readonly name: string;
}

/** 1A, 1B, 2A and so on. */
export const KEYS: readonly WheelKey[] = TONICS.flatMap((_, hour) => [
  { camelot: `${hour + 1}A`, name: `${tonicAt(FIRST_MINOR, hour)} minor` },
  { camelot: `${hour + 1}B`, name: `${tonicAt(FIRST_MAJOR, hour)} major` },
]);

function tonicAt(first: number, hour: number): string {
  return TONICS[(first + FIFTH * hour) % TONICS.length]!;
}
