/** A string orchestra and a disco band that exist nowhere, for examples and pictures: near enough to the real for a model to name. */
import { SAMPLE_RATE } from '../../src/audio/samples.ts';
import { randomOf } from '../../src/dsp/random.ts';

interface Note {
  readonly at: number;
  readonly seconds: number;
  /** Pitch as a MIDI number. */
  readonly pitch: number;
  readonly gain: number;
}

/** Sawtooths a little apart behind a low-pass: strings and brass. */
interface SawSound {
  readonly cutoffHertz: number;
  readonly attackSeconds: number;
  readonly voices: number;
  readonly vibrato: number;
}

/** Samples between updates of the vibrato: steps of 3 ms are inaudible. */
const VIBRATO_SAMPLES = 64;

/** Half a minute or more of each piece, at 22,050 Hz, within -1..1. */
export function demoPiece(name: keyof typeof PIECES, seconds: number): Float32Array {
  const band = new Band(seconds);
  PIECES[name](band, seconds);
  return band.mixed();
}

/** Instruments that add their notes to a song. */
class Band {
  readonly #song: Float32Array;
  readonly #random = randomOf(7);

  constructor(seconds: number) {
    this.#song = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  }

  /** A plucked string (Karplus and Strong): noise runs round a line that dulls it. */
  pluck({ at, seconds, pitch, gain }: Note, { dull, hold }: { dull: number; hold: number }): void {
    const length = Math.round(SAMPLE_RATE / hertzOf(pitch));
    const line = Float32Array.from({ length }, () => this.#noise());
    this.#add(at, seconds, (_, i) => {
      const value = line[i % length];
      line[i % length] = hold * ((1 - dull) * value + dull * line[(i + 1) % length]);
      return gain * value;
    });
  }

  saw({ at, seconds, pitch, gain }: Note, { cutoffHertz, attackSeconds, voices, vibrato }: SawSound): void {
    const release = 0.15;
    const phases = Float64Array.from({ length: voices }, () => this.#random());
    const steps = new Float64Array(voices);
    const share = 1 - Math.exp((-2 * Math.PI * cutoffHertz) / SAMPLE_RATE);
    let [low, lower] = [0, 0];
    this.#add(at, seconds + release, (t, i) => {
      if (i % VIBRATO_SAMPLES === 0) {
        for (let v = 0; v < voices; v++) {
          const apart = 0.003 * (v - (voices - 1) / 2);
          const waver = vibrato * Math.sin(2 * Math.PI * (5 + 0.3 * v) * t);
          steps[v] = (hertzOf(pitch) * (1 + apart + waver)) / SAMPLE_RATE;
        }
      }
      let sum = 0;
      for (let v = 0; v < voices; v++) {
        const phase = phases[v]! + steps[v]!;
        phases[v] = phase < 1 ? phase : phase - 1;
        sum += 2 * phases[v]! - 1;
      }
      low += share * (sum / voices - low);
      lower += share * (low - lower);
      return gain * lower * Math.min(1, t / attackSeconds, (seconds + release - t) / release);
    });
  }

  kick(at: number): void {
    let phase = 0;
    this.#add(at, 0.3, (t) => {
      phase += (2 * Math.PI * (48 + 110 * Math.exp(-30 * t))) / SAMPLE_RATE;
      return 0.9 * Math.sin(phase) * Math.exp(-9 * t);
    });
  }

  snare(at: number): void {
    this.#add(at, 0.25, (t) => {
      const skin = Math.sin(2 * Math.PI * 190 * t) * Math.exp(-24 * t);
      return 0.55 * (0.7 * this.#noise() * Math.exp(-16 * t) + 0.5 * skin);
    });
  }

  /** Noise without its low part. */
  hat(at: number, gain: number, decay: number): void {
    let before = 0;
    this.#add(at, 6 / decay, (t) => {
      const noise = this.#noise();
      const high = noise - before;
      before = noise;
      return 0.6 * gain * high * Math.exp(-decay * t);
    });
  }

  /** Echoes that die away. */
  room(gain: number): void {
    const dry = this.#song.slice();
    [29, 37, 53, 71, 97, 131, 173, 229, 307, 401].forEach((milliseconds, echo) => {
      const delay = Math.round((milliseconds * SAMPLE_RATE) / 1000);
      const sign = delay % 2 ? gain : -gain;
      for (let i = delay; i < dry.length; i++) this.#song[i] += sign * 0.8 ** echo * dry[i - delay];
    });
  }

  mixed(): Float32Array {
    const peak = this.#song.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    return this.#song.map((value) => (0.8 * value) / peak);
  }

  #add(at: number, seconds: number, sample: (t: number, i: number) => number): void {
    const start = Math.round(at * SAMPLE_RATE);
    const count = Math.min(Math.round(seconds * SAMPLE_RATE), this.#song.length - start);
    for (let i = 0; i < count; i++) this.#song[start + i] += sample(i / SAMPLE_RATE, i);
  }

  #noise(): number {
    return 2 * this.#random() - 1;
  }
}

/** Slow chords of five voices, and a tune above them. */
function strings(band: Band, seconds: number): void {
  const chords = [
    [36, 48, 55, 64, 72],
    [33, 45, 57, 60, 72],
    [38, 50, 53, 57, 69],
    [31, 47, 55, 62, 71],
    [40, 52, 55, 59, 67],
    [29, 41, 53, 57, 69],
    [31, 43, 50, 59, 67],
    [36, 48, 52, 55, 72],
  ];
  const tune = [0, 2, 3, 5, 7, 3];
  const beat = 60 / 56;
  for (let bar = 0; bar * beat * 2 < seconds - 1; bar++) {
    const chord = chords[bar % chords.length];
    const at = bar * beat * 2;
    chord.forEach((pitch, i) => {
      const cutoffHertz = 900 + 3 * hertzOf(pitch);
      const sound = { cutoffHertz, attackSeconds: 0.18 + 0.05 * i, voices: 6, vibrato: 0.0035 };
      band.saw({ at: at + 0.02 * i, seconds: beat * 1.95, pitch, gain: 0.16 }, sound);
    });
    tune.forEach((_, i) => {
      const pitch = chord[4] + tune[(i + bar) % tune.length];
      const sound = { cutoffHertz: 4000, attackSeconds: 0.06, voices: 3, vibrato: 0.006 };
      band.saw({ at: at + (i * beat) / 3, seconds: beat * 0.3, pitch, gain: 0.12 }, sound);
    });
  }
  band.room(0.5);
}

/** Four on the floor, a bass in octaves, a scratching guitar, strings. */
function disco(band: Band, seconds: number): void {
  const chords = [
    [57, 60, 64, 67],
    [50, 57, 60, 65],
    [55, 59, 62, 65],
    [48, 55, 59, 64],
  ];
  const roots = [33, 26, 31, 24];
  const beat = 60 / 118;
  for (let step = 0; (step * beat) / 4 < seconds - 0.2; step++) {
    const at = (step * beat) / 4;
    const [bar, place] = [Math.floor(step / 16) % 4, step % 16];
    const offBeat = place % 4 === 2;
    if (place % 4 === 0) band.kick(at);
    if (place % 8 === 4) band.snare(at);
    band.hat(at, offBeat ? 0.5 : 0.18, offBeat ? 12 : 60);
    if ([0, 2, 3, 6, 8, 10, 11, 14].includes(place)) {
      const pitch = roots[bar] + (offBeat ? 12 : 0);
      band.pluck({ at, seconds: beat * 0.45, pitch, gain: 0.9 }, { dull: 0.3, hold: 0.995 });
    }
    for (const pitch of chords[bar]) {
      if (place % 4 > 1) {
        band.pluck({ at, seconds: 0.1, pitch: pitch + 12, gain: 0.22 }, { dull: 0.1, hold: 0.985 });
      }
      if (place === 0 || place === 10) {
        const sound = { cutoffHertz: 4500, attackSeconds: 0.08, voices: 5, vibrato: 0.004 };
        band.saw({ at, seconds: beat * 1.8, pitch: pitch + 12, gain: 0.13 }, sound);
      }
    }
    if (bar % 2 === 1 && place % 2 === 0) {
      const pitch = chords[bar][(place / 2) % 4] + 24;
      const sound = { cutoffHertz: 6000, attackSeconds: 0.03, voices: 4, vibrato: 0.005 };
      band.saw({ at, seconds: beat * 0.45, pitch, gain: 0.13 }, sound);
    }
  }
  band.room(0.15);
}

const PIECES = { strings, disco };

function hertzOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
