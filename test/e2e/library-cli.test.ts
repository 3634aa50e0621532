/** Command line of a library: lists of songs, similar songs, copies, tables; in real processes where those can differ. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/csv.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { runHere } from '../support/command.ts';
import { isCopy, keepSongs, type MadeUpSong, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const SONGS = 240;
const ODD_NAMES = [
  'line\nfeed.mp3',
  '\u202eabc.mp3',
  'שיר.mp3',
  `${'é'.repeat(125)}x.mp3`,
  '#no comment.mp3',
  ' space .mp3',
  'a%20b?&<c>.mp3',
];
/** Genre of the songs with odd names alone. */
const ODD_GENRE = 'oddities';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Listed {
  readonly id: number;
  readonly file: string;
  readonly why: readonly string[];
  readonly artist: string | null;
  readonly genre: string;
  readonly beatsPerMinute: number;
  readonly durationSeconds: number;
}

let home: string;
let music: string;
let songs: readonly (MadeUpSong & { readonly id: number })[];
/** Numbers of songs with a title. */
let [seed, other, far] = [0, 0, 0];

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-cli-library-')));
  music = join(home, 'my music');
  songs = madeUpSongs(SONGS).map((song, i) => {
    const odd = ODD_NAMES[i];
    const plain = { ...song, id: i + 1, path: join(music, song.path.replace('/music/', '')) };
    return odd
      ? { ...plain, path: join(music, 'odd', odd), genre: ODD_GENRE, artist: null, album: null, title: null }
      : plain;
  });
  const titled = songs.filter(({ title }) => title !== null).map(({ id }) => id);
  [seed, other, far] = [20, 70, 140].map((at) => titled[at]);
  for (const { path } of songs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
  }
  const library = await openLibrary(join(home, '.tonearm/library.sqlite'));
  await keepSongs(
    library,
    songs.map(({ id: _, ...song }) => song),
  );
  await library.destroy();
});

afterAll(() => removeFolder(home));

const here = (...args: string[]) => runHere(args, home);

/** A process of its own: nothing that an earlier call keeps can help it. */
function tonearm(...args: string[]): Promise<Ran> {
  const options = { cwd: home, encoding: 'buffer', maxBuffer: 1 << 28 } as const;
  return new Promise((done) =>
    execFile(process.execPath, [BIN, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      done({ code, stdout: stdout.toString(), stderr: stderr.toString() });
    }),
  );
}

async function playlist(...args: string[]): Promise<Listed[]> {
  const { code, stdout, stderr } = await here('playlist', '--json', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return jsonLines(stdout);
}

function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function titleOf(id: number): string {
  const { title } = songs[id - 1];
  if (!title) throw new Error(`Expected a song with a title, got number ${id}.`);
  return title;
}

describe('tonearm playlist', () => {
  test('tonearm playlist goes on from a song, named by title, number or file, that is never in the list', async () => {
    const lists: Listed[][] = [];
    for (const name of [titleOf(seed), String(seed), songs[seed - 1].path])
      lists.push(await playlist('--from', name, '--length', '20'));
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
    const ids = lists[0].map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
    expect(ids).not.toContain(seed);
    expect(lists[0].every(({ why }) => why.some((word) => /tempo|faster|slower/.test(word)))).toBe(true);
  });

  test('tonearm playlist goes on from several songs, none of which is in the list', async () => {
    const list = await playlist('--from', titleOf(seed), titleOf(other), '--length', '30');
    const ids = list.map(({ id }) => id);
    expect(ids).toHaveLength(30);
    for (const id of [seed, other]) expect(ids).not.toContain(id);
  });

  test.each([0, 3, 8])(
    'tonearm playlist repeats no artist and no album within a window of %i',
    async (window) => {
      const list = await playlist('--from', titleOf(seed), '--length', '25', '--window', String(window));
      for (const key of ['artist', 'album'] as const) {
        const names = list.map(({ id }) => songs[id - 1][key]);
        names.forEach((name, i) => {
          if (name !== null) expect(names.slice(i + 1, i + 1 + window)).not.toContain(name);
        });
      }
    },
  );

  test('tonearm playlist leads from one song to another, which are its ends', async () => {
    const list = await playlist('--from', titleOf(seed), '--to', titleOf(far), '--length', '10');
    expect(list).toHaveLength(10);
    expect([list[0].id, list.at(-1)?.id]).toEqual([seed, far]);
    expect(list[0].why).toEqual([]);
  });

  test('tonearm playlist chooses by genre, tempo, confidence and time', async () => {
    const genres = ['rock', 'jazz'];
    const list = await playlist('--genre', ...genres, '--tempo', '80-140', '--sure', '--minutes', '20');
    expect(list.length).toBeGreaterThan(3);
    for (const { id, genre, beatsPerMinute } of list) {
      expect(genres).toContain(genre);
      expect([beatsPerMinute >= 80, beatsPerMinute <= 140, songs[id - 1].unsure]).toEqual([true, true, 0]);
    }
    expect(list.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeLessThanOrEqual(1200);
  });

  test('tonearm playlist --mix says how key and tempo go on, and keeps to keys and energies', async () => {
    const list = await playlist('--mix', '--energy', '0.2-0.9', '--energy-course', 'rising', '--length', '8');
    expect(list).toHaveLength(8);
    for (const { id } of list) expect(songs[id - 1].energy).toBeGreaterThanOrEqual(0.2);
    for (const { why } of list.slice(1)) expect(why.join()).toMatch(/same key|\d+[AB] to \d+[AB]/);
    const keys = await playlist('--key', '8A,9A', '--length', '3');
    for (const { id } of keys) expect(['8A', '9A']).toContain(songs[id - 1].camelot);
  });

  test('tonearm playlist is the same for the same seed, and another for another', async () => {
    const [one, again, another] = await Promise.all(
      ['4', '4', '5'].map((chance) => tonearm('playlist', '--from', String(seed), '--seed', chance)),
    );
    expect(one.stdout.split('\n')).toHaveLength(26);
    expect(again).toEqual(one);
    expect(another.stdout).not.toBe(one.stdout);
  });

  test.each(['m3u8', 'xspf'])(
    'tonearm playlist as %s leads from where it lies to every file, whatever its name',
    async (format) => {
      for (const [out, more] of [
        [`list.${format}`, []],
        [`my music/odd/list.${format}`, []],
        [`whole.${format}`, ['--absolute']],
      ] as const) {
        const options = ['--genre', ODD_GENRE, '--length', String(ODD_NAMES.length), '--title', 'Öd & <d>'];
        const written = await here('playlist', ...options, '--out', out, ...more);
        expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
        const text = await readFile(join(home, out), 'utf8');
        const paths = (format === 'm3u8' ? pathsOfM3u8 : pathsOfXspf)(text, join(home, out));
        expect(paths.toSorted()).toEqual(ODD_NAMES.map((name) => join(music, 'odd', name)).toSorted());
        expect(paths.every((path) => existsSync(path))).toBe(true);
        expect(text).toContain(
          format === 'm3u8' ? '#PLAYLIST:Öd & <d>\n' : '<title>Öd &amp; &lt;d&gt;</title>',
        );
        if (more.length === 0) expect(text.includes(`${home}/my music/odd/שיר`)).toBe(false);
      }
    },
  );

  test('tonearm playlists keeps a rule, writes it beside the music, and takes in lists of other programs', async () => {
    const rule = ['--genre', 'rock', 'jazz', '--exclude-folder', 'odd', '--length', '5', '--window', '0'];
    const kept = await here('playlist', ...rule, '--title', 'Rule', '--save', '--out', 'theirs.nml');
    expect(kept.stderr).toContain('Kept as playlist 1, "Rule".');
    expect((await here('playlist', '--minutes', '5', '--save')).stderr).toContain('Say --length in place of');
    const imported = await here('playlists', '--import', 'theirs.nml');
    expect(imported.stdout).toBe(
      'Rule: left out, there is one of this title (--replace puts it in its place)\n',
    );
    const again = await here('playlist', ...rule, '--title', 'DJ', '--out', 'theirs.xml');
    expect(again.code).toBe(0);
    expect((await here('playlists', '--import', 'theirs.xml')).stdout).toBe('DJ: kept, 5 songs\n');
    expect((await here('playlists')).stdout).toBe(
      '2  DJ: 5 songs\n1  Rule: by a rule, made anew each time\n',
    );
    const written = await here('playlists', '--write', 'my music');
    expect(written.stdout).toBe('Rule.m3u8\nDJ.m3u8\n');
    const [listed, dj] = await Promise.all(
      ['Rule', 'DJ'].map((name) => readFile(join(music, `${name}.m3u8`), 'utf8')),
    );
    expect(pathsOfM3u8(listed, music)).toEqual(pathsOfM3u8(dj, music));
    expect(pathsOfM3u8(listed, music).every((path) => !path.includes('/odd/'))).toBe(true);
    // Navidrome's rules cannot exclude folders.
    await here('playlist', '--genre', 'rock', '--title', 'Plain', '--save');
    expect((await here('playlists', '--write', 'my music', '--format', 'nsp')).stdout).toBe('Plain.nsp\n');
  });

  test('tonearm playlist is shorter and says so if too few songs keep the rules, and empty with exit code 1', async () => {
    const few = await here('playlist', '--genre', ODD_GENRE, '--length', '20');
    expect(few).toMatchObject({
      code: 0,
      stderr: `Only ${ODD_NAMES.length} songs keep what was asked for.\n`,
    });
    expect(few.stdout.trim().split('\n')).toHaveLength(ODD_NAMES.length);
    expect(few.stdout).not.toContain('\u202e');
    const none = await here('playlist', '--genre', 'no such genre');
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toMatch(/^No song keeps what was asked for\. Genres of this library: \w+, .*\.\n$/);
    const neither = await here('playlist', '--year', '1200');
    expect(neither.stderr).toBe('No song keeps what was asked for.\n');
  });

  test.each([
    [['--from', 'nobody knows this'], /Expected a song of the library, got "nobody knows this"/],
    [['--from', 'artist'], /Expected one song, got several for "artist"/],
    [['--to', '5'], /Expected one --from beside --to, got 0/],
    [['--from', '5', '--to', '5'], /Expected two different songs/],
    [['--tempo', '140-80'], /range from the least to the most/],
    [['--window', 'x'], /whole number/],
    [['--length', '501'], /Expected a length of 1 to 500 songs, got 501/],
    [
      ['--out', 'list.txt'],
      /Expected a file named .m3u8, .xspf, .xml \(rekordbox\) or .nml \(Traktor\), got "list.txt"/,
    ],
    [['--library', 'none.sqlite'], /Expected a library, got none at "none.sqlite"/],
  ])('tonearm playlist %j is refused in words', async (args, words) => {
    const { code, stdout, stderr } = await here('playlist', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });
});

describe('tonearm similar', () => {
  test('tonearm similar says how near each song is and how it differs, nearest first', async () => {
    const { code, stdout, stderr } = await tonearm('similar', titleOf(seed), '--top', '7');
    expect(code).toBe(0);
    expect(stderr).toBe('Distance and song, nearest first: the smaller the distance, the more alike.\n');
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatch(/^\d\.\d\d {2}.+: .*(same tempo|faster|slower)/);
    const distances = lines.map((line) => Number(line.slice(0, 4)));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(stdout).not.toContain(songs[seed - 1].path);
  });

  test('tonearm similar says how many songs an older version heard, and leaves them out', async () => {
    const older = await openLibrary(join(home, 'older.sqlite'));
    const rows = madeUpSongs(9).map((song, i) => ({ ...song, ...(i < 3 ? { analysis: 'made-up/v1' } : {}) }));
    await keepSongs(older, rows);
    await older.destroy();
    const { stdout, stderr } = await here('similar', '9', '--library', 'older.sqlite');
    expect(stdout.trim().split('\n')).toHaveLength(5);
    expect(stderr).toContain(
      '3 songs wait for a new scan and cannot be compared yet: an older version heard them. Run tonearm scan on their folders.\n',
    );
  });

  test('tonearm similar takes wishes: more like these, less like those, and how songs shall be', async () => {
    const wished = async (...wishes: string[]) =>
      (await here('similar', ...wishes, '--top', '5', '--json')).stdout
        .trim()
        .split('\n')
        .map((line): { id: number } => JSON.parse(line));
    const [liked, both] = [await wished('--like', '9'), await wished('9', '--unlike', '30', '--tempo', '90')];
    expect(liked).toHaveLength(5);
    expect(both.map(({ id }) => id)).not.toEqual(liked.map(({ id }) => id));
    for (const { id } of both) expect([9, 30]).not.toContain(id);
    expect((await here('similar', '--energy', '2')).stderr).toContain('Expected a share from 0 to 1');
  });

  test('tonearm similar --copies lists the recordings that are there more than once', async () => {
    const found = jsonLines<{ files: string[]; distance: number }>(
      (await here('similar', '--copies', '--json')).stdout,
    );
    const planted = songs.flatMap((song, i) => (isCopy(i) ? [[songs[i - 1].path, song.path]] : []));
    expect(found.map(({ files }) => files)).toEqual(planted);
    const { stdout } = await here('similar', '--copies');
    expect(stdout.trim().split('\n')).toHaveLength(3 * planted.length);
    expect(stdout).toContain('2 files of one recording:');
  });

  test.each([[['similar']], [['similar', '5', '--copies']]])(
    'tonearm %j is refused in words',
    async (args) => {
      const { code, stderr } = await here(...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/Name a song/);
    },
  );
});

describe('tonearm export', () => {
  test('tonearm export writes the same songs as a table, lines of JSON and Parquet, to a file or a pipe', async () => {
    for (const [format, out] of [
      ['csv', 'songs.csv'],
      ['json', 'songs.jsonl'],
      ['parquet', 'songs.parquet'],
    ]) {
      const { code, stdout } = await here('export', '--format', format, '--out', out);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    }
    const expected = songs.map(({ path }) => path).toSorted();
    const csv = await readFile(join(home, 'songs.csv'));
    const table = parseCsv(csv);
    expect(table.rows.map(({ cells }) => cells[table.columns.indexOf('path')]).toSorted()).toEqual(expected);
    const jsonl = await readFile(join(home, 'songs.jsonl'), 'utf8');
    expect(
      jsonLines<{ path: string }>(jsonl)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(expected);
    const { buffer } = new Uint8Array(await readFile(join(home, 'songs.parquet')));
    const rows = await parquetReadObjects({ file: buffer });
    expect(rows.map(({ path }) => path).toSorted()).toEqual(expected);
    expect((await tonearm('export')).stdout).toBe(csv.toString());
  });
});

/** Paths in an M3U8 list, as players read it. */
function pathsOfM3u8(text: string, at: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => (line.startsWith('file:') ? fileURLToPath(line) : resolve(dirname(at), line)));
}

function pathsOfXspf(text: string, at: string): string[] {
  return Array.from(text.matchAll(/<location>([^<]*)<\/location>/g), ([, location]) =>
    fileURLToPath(new URL(location.replaceAll('&apos;', "'").replaceAll('&amp;', '&'), pathToFileURL(at))),
  );
}
