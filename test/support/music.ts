/** Music made for tests: clicks at a tempo, and chords and a scale in a key. */
import { randomOf } from '../../src/dsp/random.ts';

export const MUSIC_RATE = 22_050;

export interface Clicks {
  readonly beatsPerMinute: number;
  readonly seconds?: number;
  /** Beats of a bar; the first is lower and louder. */
  readonly metre?: number;
  /** Position of a softer click between two beats: .5 is straight, .67 swings. */
  readonly offbeat?: number;
}

/** Bursts of filtered noise, as of a drum machine. */
export function clicks({ beatsPerMinute, seconds = 30, metre = 4, offbeat }: Clicks): Float32Array {
  const signal = new Float32Array(seconds * MUSIC_RATE);
  const period = 60 / beatsPerMinute;
  const random = randomOf(1);
  for (let beat = 0; beat * period < seconds; beat++) {
    const first = beat % metre === 0;
    addTone(signal, beat * period, { hertz: first ? 90 : 220, seconds: 0.12, level: first ? 0.6 : 0.35 });
    addNoise(signal, beat * period, first ? 0.3 : 0.2, random);
    if (offbeat !== undefined) addNoise(signal, (beat + offbeat) * period, 0.1, random);
  }
  return signal;
}

/**
 * I IV V I and the scale in a key, each note with six harmonics.
 *
 * @param tonic of twelve, C first
 */
export function cadence(
  tonic: number,
  mode: 'major' | 'minor',
  { cents = 0, seconds = 24 } = {},
): Float32Array {
  const signal = new Float32Array(seconds * MUSIC_RATE);
  const third = mode === 'major' ? 4 : 3;
  const scale = mode === 'major' ? [0, 2, 4, 5, 7, 9, 11, 12] : [0, 2, 3, 5, 7, 8, 10, 12];
  const chords = [
    [0, third, 7],
    [5, 5 + third, 12],
    [7, 11, 14],
    [0, third, 7],
  ];
  for (let bar = 0; bar * 1.5 < seconds; bar++) {
    const chord = chords[bar % chords.length];
    for (const note of [chord[0] - 12, ...chord]) addNote(signal, bar * 1.5, tonic + note, cents, 1.4);
    for (const step of [0, 1, 2])
      addNote(signal, bar * 1.5 + step / 2, tonic + 12 + scale[(3 * bar + step) % 8], cents, 0.45);
  }
  return signal;
}

export function noise(seconds: number, seed = 7): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: seconds * MUSIC_RATE }, () => 0.4 * (random() - 0.5));
}

function addNote(
  signal: Float32Array,
  start: number,
  semitones: number,
  cents: number,
  seconds: number,
): void {
  const base = 261.6256 * 2 ** ((semitones + cents / 100) / 12);
  for (let harmonic = 1; harmonic <= 6; harmonic++) {
    addTone(signal, start, { hertz: base * harmonic, seconds, level: 0.08 * 0.6 ** (harmonic - 1) });
  }
}

function addTone(
  signal: Float32Array,
  start: number,
  { hertz, seconds, level }: { readonly hertz: number; readonly seconds: number; readonly level: number },
): void {
  const from = Math.round(start * MUSIC_RATE);
  const length = Math.min(Math.round(seconds * MUSIC_RATE), signal.length - from);
  for (let i = 0; i < length; i++) {
    const decay = Math.exp((-3 * i) / (seconds * MUSIC_RATE));
    signal[from + i] += level * decay * Math.sin((2 * Math.PI * hertz * i) / MUSIC_RATE);
  }
}

function addNoise(signal: Float32Array, start: number, level: number, random: () => number): void {
  const from = Math.round(start * MUSIC_RATE);
  for (let i = 0; i < 1500 && from + i < signal.length; i++) {
    signal[from + i] += level * Math.exp(-i / 300) * (2 * random() - 1);
  }
}
