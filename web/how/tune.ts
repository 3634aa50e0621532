/** Tune that the explanation begins with, generated note by note. Pure. */
import { SAMPLE_RATE, type Samples } from '../../src/audio/samples.ts';

const BEAT_SECONDS = 0.5;
const BEATS = 20;
/** A chord of four beats each, in Hz: A minor, F, C, G, A minor. */
const CHORDS = [
  [220, 261.63, 329.63],
  [174.61, 220, 261.63],
  [261.63, 329.63, 392],
  [196, 246.94, 293.66],
  [220, 261.63, 329.63],
];
const HARMONICS = 6;

/** Ten seconds at 120 beats a minute: plucked chords, a bass, a drum and a hat. The same bits at every call. */
export function tune(): Samples {
  const data = new Float32Array(Math.round(BEATS * BEAT_SECONDS * SAMPLE_RATE));
  const noise = noiseOf(7);
  for (let beat = 0; beat < BEATS; beat++) {
    const chord = CHORDS[Math.floor(beat / 4)]!;
    const start = beat * BEAT_SECONDS;
    for (const hertz of chord) addPluck(data, start, hertz, 0.09);
    addPluck(data, start, chord[0]! / 2, 0.15);
    addPluck(data, start + BEAT_SECONDS / 2, chord[beat % 3]! * 2, 0.06);
    addDrum(data, start, beat % 2 === 0 ? 0.34 : 0.29);
    addHat(data, start, beat % 2 === 1 ? 0.26 : 0.2, noise);
  }
  return { data, sampleRate: SAMPLE_RATE };
}

/** A string: harmonics, the higher the weaker and the sooner gone. */
function addPluck(data: Float32Array, startSeconds: number, hertz: number, level: number): void {
  each(data, startSeconds, 0.9, (t) => {
    let value = 0;
    for (let n = 1; n <= HARMONICS; n++)
      value += (Math.sin(2 * Math.PI * hertz * n * t) * Math.exp(-2.2 * n * t)) / n;
    return level * value * Math.min(1, t / 0.004);
  });
}

/** A tone that falls. */
function addDrum(data: Float32Array, startSeconds: number, level: number): void {
  each(data, startSeconds, 0.22, (t) => {
    const phase = 2 * Math.PI * (50 * t + 4 * (1 - Math.exp(-25 * t)));
    return level * Math.sin(phase) * Math.exp(-16 * t);
  });
}

function addHat(data: Float32Array, startSeconds: number, level: number, noise: () => number): void {
  let before = 0;
  each(data, startSeconds, 0.09, (t) => {
    const next = noise();
    // The difference of neighbours leaves the high part of the noise.
    const value = level * (next - before) * Math.exp(-55 * t);
    before = next;
    return value;
  });
}

function each(data: Float32Array, startSeconds: number, seconds: number, at: (t: number) => number): void {
  const first = Math.round(startSeconds * SAMPLE_RATE);
  const count = Math.min(Math.round(seconds * SAMPLE_RATE), data.length - first);
  for (let i = 0; i < count; i++) data[first + i]! += at(i / SAMPLE_RATE);
}

/** White noise in -1..1 (Lehmer's generator). */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 1_073_741_823.5 - 1;
  };
}
