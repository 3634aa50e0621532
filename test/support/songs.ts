/** Songs of made-up genres by made-up artists: synthesised, deterministic, told apart by what they sound like. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from './wav.ts';

export const SONG_RATE = 22_050;

/** Plucked strings over a beat; held organ chords; drums and hiss. */
export const MADE_UP_GENRES = ['drums', 'organ', 'strings'] as const;
export type MadeUpGenre = (typeof MADE_UP_GENRES)[number];

export interface MadeUpSong {
  readonly genre: MadeUpGenre;
  /** Decides register, tempo and sound; songs of one artist are alike. */
  readonly artist: number;
  readonly seed: number;
  readonly seconds: number;
}

const SCALE = [0, 2, 4, 7, 9, 12, 14, 16];

/** Mono samples within -1..1. */
export function synthesise(song: MadeUpSong): Float32Array {
  const random = randomOf(song.seed * 7919 + song.artist * 104_729 + song.genre.length);
  const data = new Float32Array(Math.round(song.seconds * SONG_RATE));
  const sound = { artist: song.artist, random, data };
  if (song.genre === 'strings') playStrings(sound);
  else if (song.genre === 'organ') playOrgan(sound);
  else playDrums(sound);
  return scaled(data, 0.5 + 0.3 * random());
}

/** Writes `genre/artist N/song M.wav` below `folder` for every genre, artist and song. */
export async function writeCollection(
  folder: string,
  size: { artists: number; songs: number; seconds: number },
): Promise<void> {
  for (const genre of MADE_UP_GENRES) {
    for (let artist = 0; artist < size.artists; artist++) {
      const place = join(folder, genre, `artist ${artist}`);
      await mkdir(place, { recursive: true });
      for (let seed = 0; seed < size.songs; seed++) {
        const song = synthesise({ genre, artist, seed, seconds: size.seconds });
        await writeFile(join(place, `song ${seed}.wav`), wavOf(song));
      }
    }
  }
}

export function wavOf(song: Float32Array): Uint8Array {
  return encodeWav([song], { sampleRate: SONG_RATE, encoding: 'int16' });
}

interface Sound {
  readonly artist: number;
  readonly random: () => number;
  readonly data: Float32Array;
}

function playStrings({ artist, random, data }: Sound): void {
  const step = Math.round(SONG_RATE * (0.14 + 0.02 * artist));
  const root = 82 * 2 ** (artist / 5);
  for (let start = 0; start < data.length; start += step) {
    const hertz = root * 2 ** (SCALE[Math.floor(random() * SCALE.length)] / 12);
    addPluck(data, start, SONG_RATE, hertz, 0.4 + 0.4 * random(), random);
  }
}

function playOrgan({ artist, random, data }: Sound): void {
  const root = 110 * 2 ** ((artist + 0.5 * random()) / 6);
  for (let start = 0; start < data.length; ) {
    const length = Math.round(SONG_RATE * (0.5 + 0.15 * artist + random()));
    const degree = Math.floor(random() * SCALE.length);
    for (const third of [0, 2, 4]) {
      const semitones = SCALE[(degree + third) % SCALE.length];
      addTone(data, start, length, root * 2 ** (semitones / 12), 0.25);
    }
    start += length;
  }
}

function playDrums({ artist, random, data }: Sound): void {
  const step = Math.round(SONG_RATE * (0.1 + 0.015 * artist));
  const pattern = Array.from({ length: 16 }, () => random());
  for (let start = 0, beat = 0; start < data.length; start += step, beat = (beat + 1) % 16) {
    if (beat % 4 === 0) addTone(data, start, Math.round(0.12 * SONG_RATE), 55 + 6 * artist, 0.8);
    addHiss(data, start, pattern[beat] > 0.6 ? 0.12 : 0.03, 0.3 + 0.4 * random(), random);
  }
  // A quiet drone keeps the pauses between drums from counting as silence.
  addTone(data, 0, data.length, 55, 0.01);
}

/** Karplus-Strong: noise in a delay line that loses its edge. */
function addPluck(
  data: Float32Array,
  start: number,
  length: number,
  hertz: number,
  level: number,
  random: () => number,
): void {
  const line = Float32Array.from({ length: Math.round(SONG_RATE / hertz) }, () => 2 * random() - 1);
  for (let i = 0, at = 0; i < length && start + i < data.length; i++, at = (at + 1) % line.length) {
    data[start + i] += level * line[at];
    line[at] = 0.498 * (line[at] + line[(at + 1) % line.length]);
  }
}

/** A tone with falling harmonics and soft edges. */
function addTone(data: Float32Array, start: number, length: number, hertz: number, level: number): void {
  for (let i = 0; i < length && start + i < data.length; i++) {
    const phase = (2 * Math.PI * hertz * i) / SONG_RATE;
    const edge = Math.min(1, i / 400, (length - i) / 400);
    data[start + i] +=
      level * edge * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase));
  }
}

function addHiss(
  data: Float32Array,
  start: number,
  seconds: number,
  level: number,
  random: () => number,
): void {
  const length = Math.round(seconds * SONG_RATE);
  for (let i = 0; i < length && start + i < data.length; i++) {
    data[start + i] += level * (2 * random() - 1) * Math.exp((-6 * i) / length);
  }
}

function scaled(data: Float32Array, peak: number): Float32Array {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return data.map((value) => (value * peak) / largest);
}

function randomOf(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
