/** Description of a song besides its genre. Each part is present if it was requested and is reliable enough. */
export interface Description {
  readonly tempo?: Tempo;
  /** Beat grid, if the beats keep one. */
  readonly beatGrid?: BeatGrid;
  readonly key?: Key;
  /** Energy from resting to energetic, 0..1. */
  readonly energy?: number;
  readonly mood?: Mood;
  readonly loudness?: Loudness;
  readonly voice?: Voice;
  /** Words that listeners would use, most probable first: genres, moods, instruments and voices, decades. */
  readonly words?: readonly Word[];
}

/** Minimum confidence of a tempo or key that is reported. */
export const MIN_CONFIDENCE = 0.25;

export interface Tempo {
  readonly beatsPerMinute: number;
  /** Probability that the tempo is right within 4 %, 0..1. */
  readonly confidence: number;
  /** Tempi that other listeners may tap, in the same unit, most likely first. */
  readonly alternatives: readonly number[];
}

/** Evenly spaced beats from the beginning of a song to its end. */
export interface BeatGrid {
  /** Time of a beat from the start of the file; the grid extends in both directions. */
  readonly firstBeatSeconds: number;
  /** Tempo finer than `Tempo`: over minutes the grid stays on the beats. */
  readonly beatsPerMinute: number;
}

export interface Key {
  /** e.g. "A", "F#". */
  readonly tonic: string;
  readonly mode: Mode;
  /** Position on the Camelot wheel that DJs mix by, e.g. "8A". */
  readonly camelot: string;
  /** Probability that tonic and mode are right, 0..1. */
  readonly confidence: number;
}

export type Mode = 'major' | 'minor';

/** The four quarters of valence and arousal (Russell's circumplex). */
export const QUADRANTS = ['happy', 'tense', 'sad', 'calm'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

export interface Mood {
  readonly quadrant: Quadrant;
  /** Probability that a listener calls it positive, 0..1. */
  readonly valence: number;
  /** Probability that a listener calls it aroused, 0..1. */
  readonly arousal: number;
  /** Probability that the quadrant is right, 0..1. */
  readonly confidence: number;
  /** True if the quadrant is unsure: read valence and arousal instead. */
  readonly unsure: boolean;
}

/** Loudness by EBU R 128 of the decoded sound. */
export interface Loudness {
  /** Integrated loudness; undefined if all of it is below -70 LUFS. */
  readonly integratedLufs?: number;
  /** Loudness range between quiet and loud passages, in LU. */
  readonly rangeLu: number;
  /** True peak, in dB of full scale. */
  readonly truePeakDb: number;
}

export interface Voice {
  /** Probability of a singing or speaking voice, 0..1. */
  readonly present: number;
}

const WORD_KINDS = ['genre', 'mood', 'instrument', 'voice', 'decade'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

export interface Word {
  readonly word: string;
  readonly kind: WordKind;
  /** 0..1 */
  readonly probability: number;
}
