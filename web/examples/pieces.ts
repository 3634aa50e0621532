/** Example pieces for visitors without a song at hand: played note by note by our own synthesiser. */
import { SAMPLE_RATE } from '../../src/audio/samples.ts';
import { encodeWav } from '../microphone/wav.ts';
import { demoPiece } from './band.ts';
import type { ExampleName } from './names.ts';

interface Piece {
  readonly title: string;
  /** One after the other. */
  readonly parts: readonly (readonly [band: 'strings' | 'disco', seconds: number])[];
}

const PIECES: Readonly<Record<ExampleName, Piece>> = {
  'slow-water': { title: 'Slow Water', parts: [['strings', 30]] },
  'night-bus': { title: 'Night Bus', parts: [['disco', 30]] },
  'two-rooms': {
    title: 'Two Rooms',
    parts: [
      ['strings', 30],
      ['disco', 30],
    ],
  },
};
/** Artist of the examples. */
const PLAYED_BY = 'Tonearm synthesiser';

/** A wave file of the piece, with its tags. */
export function playExample(example: ExampleName): File {
  const { title, parts } = PIECES[example];
  const played = parts.map(([band, seconds]) => demoPiece(band, seconds));
  const samples = new Float32Array(played.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of played) {
    samples.set(part, at);
    at += part.length;
  }
  const bytes = encodeWav(samples, SAMPLE_RATE, { INAM: title, IART: PLAYED_BY });
  return new File([bytes], `${title}.wav`, { type: 'audio/wav' });
}
