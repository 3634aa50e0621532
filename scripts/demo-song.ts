/** A song for pictures and trials that nobody else made. */
import { SAMPLE_RATE } from '../src/audio/samples.ts';

/** One sample of a room: the time, and white noise in -1..1. */
type Room = (seconds: number, noise: number) => number;

const CHORDS = [110, 146.83, 98, 130.81];
const rootAt = (seconds: number) => CHORDS[Math.floor(seconds / 2) % CHORDS.length];
const sine = (hertz: number, seconds: number) => Math.sin(2 * Math.PI * hertz * seconds);
const since = (seconds: number, every: number) => seconds % every;

const pad: Room = (t) =>
  [2, 3, 4, 5, 6].reduce((sum, n) => sum + (sine(rootAt(t) * n, t) * (0.6 + 0.4 * sine(0.2, t))) / n, 0) *
  0.3;
const beat: Room = (t, noise) =>
  0.7 * sine(52, t) * Math.exp(-7 * since(t, 0.66)) +
  0.5 * noise * Math.exp(-22 * since(t + 0.33, 0.66)) +
  0.2 * noise * Math.exp(-70 * since(t, 0.165)) +
  0.3 * sine(rootAt(t) / 2, t);
const wall: Room = (t, noise) =>
  0.5 * Math.tanh(6 * (sine(rootAt(t), t) + sine(1.5 * rootAt(t), t) + 0.4 * noise)) +
  0.4 * noise * Math.exp(-30 * since(t, 0.18));
const pluck: Room = (t) =>
  [1, 2, 3, 4].reduce(
    (sum, n) => sum + sine(2 * n * rootAt(t) * [1, 1.25, 1.5][Math.floor(t / 0.3) % 3], t) / n,
    0,
  ) *
  0.35 *
  Math.exp(-5 * since(t, 0.3));

/** Music of the rooms: soft chords, drums and bass, distorted chords with noise, a plucked tune. */
const ROOMS = { pad, beat, wall, pluck };

/** Half a minute of each room, one after the other, at 22,050 Hz. */
export function demoSong(names: readonly (keyof typeof ROOMS)[]): Float32Array {
  const rooms = names.map((name) => ROOMS[name]);
  const roomLength = 30 * SAMPLE_RATE;
  const song = new Float32Array(rooms.length * roomLength);
  let noise = 1;
  for (let i = 0; i < song.length; i++) {
    noise = (noise * 16_807) % 2_147_483_647;
    const room = Math.floor(i / roomLength);
    const swell = Math.sin((Math.PI * ((i % roomLength) + 1000)) / (roomLength + 2000)) ** 0.4;
    song[i] = swell * rooms[room](i / SAMPLE_RATE, noise / 1_073_741_824 - 1);
  }
  return song;
}
