/** Songs of every format, each another, some broken: made of the fixtures and of made-up sound, without an encoder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MADE_UP_GENRES, synthesise, wavOf } from './songs.ts';
import { fixture } from './sound.ts';

type Make = (number: number) => Uint8Array;

const SECONDS = 4;

/** Whatever comes behind the sound makes it another song, by its content, and no reader minds. */
const HEARD: Readonly<Record<string, Make>> = {
  wav: (number) => {
    const genre = MADE_UP_GENRES[number % MADE_UP_GENRES.length];
    return wavOf(synthesise({ genre, artist: number % 5, seed: number, seconds: SECONDS }));
  },
  mp3: (number) => joined(fixture('tune.mp3'), id3(number)),
  flac: (number) => joined(fixture('tune.flac'), id3(number)),
  m4a: (number) => joined(fixture('tune.m4a'), freeBox(number)),
  aac: (number) => joined(fixture('tune.aac'), id3(number)),
  ogg: (number) => joined(fixture('tune.ogg'), id3(number)),
  opus: (number) => joined(fixture('tune.opus'), id3(number)),
  webm: (number) => joined(fixture('tune.webm'), voidElement(number)),
};

const BROKEN: Readonly<Record<string, Make>> = {
  'text.mp3': (number) => new TextEncoder().encode(`this is no music ${number}`),
  'header.flac': (number) => joined(fixture('tune.flac').slice(0, 60), id3(number)),
  'noise.ogg': (number) => new Uint8Array(500).map((_, i) => (i * i * (number + 3)) & 255),
  'silent.wav': (number) => wavOf(new Float32Array(70_000 + number)),
  'short.wav': (number) => wavOf(synthesise({ genre: 'drums', artist: 1, seed: number, seconds: 1 })),
};

/** One song of so many is broken. */
const ONE_BROKEN_IN = 10;
const FOLDERS = 20;

/** Writes `count` songs below `folder`, in folders; returns how many of them can be heard. */
export async function writeMixedSongs(folder: string, count: number): Promise<number> {
  let heard = 0;
  for (let number = 0; number < count; number++) {
    const isBroken = number % ONE_BROKEN_IN === 0;
    const kinds = Object.entries(isBroken ? BROKEN : HEARD);
    const [kind, make] = kinds[Math.floor(number / (isBroken ? ONE_BROKEN_IN : 1)) % kinds.length];
    const path = join(folder, `album ${number % FOLDERS}`, `${number}.${kind}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, make(number));
    if (!isBroken) heard++;
  }
  return heard;
}

function id3(number: number): Uint8Array {
  return new TextEncoder().encode(`TAGSong ${number}`.padEnd(128, '\0'));
}

function freeBox(number: number): Uint8Array {
  return joined(Uint8Array.of(0, 0, 0, 16), new TextEncoder().encode(`free${number}`.padEnd(12, ' ')));
}

/** EBML Void of eight bytes. */
function voidElement(number: number): Uint8Array {
  return joined(Uint8Array.of(0xec, 0x88), new TextEncoder().encode(`${number}`.padEnd(8, ' ')));
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
