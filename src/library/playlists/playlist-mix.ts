/** Mixing fit of one song into another: by key on the Camelot wheel, and by tempo. */
import type { Entry } from '../songs/entry.ts';

/** Misfit: key and tempo each fit (0), are unknown (1) or clash (2), summed. */
export type Misfit = number;

type Known = Pick<Entry, 'camelot' | 'beatsPerMinute' | 'tempoConfidence'>;

const UNKNOWN = 1;
const CLASH = 2;
const HOURS = 12;
/** Largest tempo ratio that decks correct. */
const MAX_RATIO = 1.06;

export function misfitOf(from: Known, to: Known): Misfit {
  return keyMisfit(from.camelot, to.camelot) + tempoMisfit(sureTempo(from), sureTempo(to));
}

/** Words for the step between two songs: "same key" or "8A to 9A", "same tempo" or "124 to 126". */
export function mixWords(from: Known, to: Known): string[] {
  const [before, after] = [Math.round(sureTempo(from)), Math.round(sureTempo(to))];
  const key = from.camelot === to.camelot ? 'same key' : `${from.camelot} to ${to.camelot}`;
  const tempo = before === after ? 'same tempo' : `${before} to ${after}`;
  return [
    ...(from.camelot === null || to.camelot === null ? [] : [key]),
    ...(before > 0 && after > 0 ? [tempo] : []),
  ];
}

/** Misfit of two keys: the same one, a neighbour on the wheel, and the relative major or minor fit. */
function keyMisfit(from: string | null, to: string | null): Misfit {
  if (from === null || to === null) return UNKNOWN;
  if (from === to) return 0;
  const hours = Math.abs(Number.parseInt(from, 10) - Number.parseInt(to, 10));
  const isSameLetter = from.at(-1) === to.at(-1);
  const fits = isSameLetter ? hours === 1 || hours === HOURS - 1 : hours === 0;
  return fits ? 0 : CLASH;
}

/** Tempo if it is sure, else 0. */
function sureTempo({ beatsPerMinute, tempoConfidence }: Known): number {
  return tempoConfidence === null ? 0 : beatsPerMinute;
}

/** Misfit of two tempi; half and double the tempo are the same. */
function tempoMisfit(from: number, to: number): Misfit {
  if (!(from > 0 && to > 0)) return UNKNOWN;
  const octaves = Math.log2(to / from);
  const away = Math.min(...[-1, 0, 1].map((octave) => Math.abs(octaves - octave)));
  return away <= Math.log2(MAX_RATIO) + Number.EPSILON ? 0 : CLASH;
}
