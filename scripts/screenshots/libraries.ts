/** Libraries of songs that were never heard, for pictures. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '../../src/library/store/store.ts';
import type { LibraryOptions } from '../../src/server/library/library-service.ts';
import { keepSongs, type MadeUpSong, madeUpSongs } from '../../test/support/library-songs.ts';

export const LIBRARY_SONGS = 900;
const THINGS = 'Lantern Bicycle Orchard Window Signal Garden Meridian Kettle Station Letter River'.split(' ');
/** Genre tags of some files, whatever they sound like. */
const TAGS = ['Latin; Jazz', 'Electronic', 'Indie', 'Soundtrack'];
const DISAGREES_EVERY = 9;
const SEVERAL_EVERY = 3;

/**
 * @param folder where it is kept, and where its songs would be.
 * @param sound of its first song, which can be played
 */
export async function madeUpLibrary(folder: string, sound: Buffer): Promise<LibraryOptions> {
  const songs = madeUpSongs(LIBRARY_SONGS).map((song, i) => namedSong(folder, song, i));
  const options = await libraryOf(folder, songs);
  await writeFile(songs[0]!.path, sound);
  return options;
}

/** Every third song has the genre that is second as well. */
export function severalLibrary(folder: string): Promise<LibraryOptions> {
  const songs = madeUpSongs(LIBRARY_SONGS).map((song, i) => {
    const [first, second] = JSON.parse(song.ranking as string) as { genre: string }[];
    const genres = i % SEVERAL_EVERY === 0 ? [first!.genre, second!.genre] : [first!.genre];
    return { ...namedSong(folder, song, i), genres: JSON.stringify(song.unsure ? [] : genres) };
  });
  return libraryOf(folder, songs);
}

/** A library without songs, in a folder that holds none. */
export function emptyLibrary(folder: string): Promise<LibraryOptions> {
  return libraryOf(folder, []);
}

async function libraryOf(folder: string, songs: readonly MadeUpSong[]): Promise<LibraryOptions> {
  const music = join(folder, 'Music');
  await mkdir(music, { recursive: true });
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  await keepSongs(library, songs);
  await library.destroy();
  return { file, folders: [music], writable: true };
}

function namedSong(folder: string, song: MadeUpSong, i: number): MadeUpSong {
  return {
    ...song,
    path: join(folder, 'Music', `${i}.wav`),
    title: named(i, 'Slow', 'Paper', 'Seven', 'Late', 'Blue', 'Last', 'Kinder'),
    artist: `The ${named(Math.floor(i / 12), 'Amber', 'North', 'Quiet', 'Second', 'Velvet', 'Open', 'Harbour')}s`,
    album: named(Math.floor(i / 6), 'First', 'Long', 'Bright', 'Winter', 'Other'),
    hasCover: 0,
    ...(i % DISAGREES_EVERY === 0 && { taggedGenres: JSON.stringify([TAGS[i % TAGS.length]]) }),
  };
}

/** A name that nobody else uses, the same for the same number. */
function named(number: number, ...first: readonly string[]): string {
  return `${first[number % first.length]} ${THINGS[number % THINGS.length]}`;
}
