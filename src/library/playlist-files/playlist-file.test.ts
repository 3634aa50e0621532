import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListedSong, playlistFile } from './playlist-file.ts';

/** Anything that a Linux file may be called. */
const fileName = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\nb', '#EXTINF:1,x', '<&">', ']]>'));
const song = fc.record({
  path: fc.array(fileName, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
  name: fileName,
  title: fc.option(text),
  artist: fc.option(text),
  album: fc.option(text),
  durationSeconds: fc.double({ min: 0, max: 1e5, noNaN: true }),
});
const songs = fc.array(song, { maxLength: 5 });
const folder = fc.constantFrom(undefined, '/', '/music/lists');

describe('M3U8', () => {
  test('every song is one line of info and one line that leads to its file, whatever it is called', () => {
    fc.assert(
      fc.property(songs, text, folder, (listed, title, relativeTo) => {
        const { text: file, leftOut } = playlistFile('m3u8', title, listed, relativeTo);
        expect(leftOut).toEqual([]);
        const lines = file.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/);
        expect(lines[0]).toBe('#EXTM3U');
        expect(lines[1]).toMatch(/^#PLAYLIST:/);
        expect(lines).toHaveLength(3 + 2 * listed.length);
        listed.forEach(({ path, durationSeconds }, i) => {
          expect(lines[2 + 2 * i].startsWith(`#EXTINF:${Math.round(durationSeconds)},`)).toBe(true);
          expect(fileOf(lines[3 + 2 * i], relativeTo)).toBe(path);
        });
      }),
    );
  });

  test('a plain song looks as everybody writes it', () => {
    const plain = {
      path: '/m/a b.mp3',
      name: 'a b.mp3',
      title: 'T',
      artist: 'A',
      album: null,
      durationSeconds: 61.4,
    };
    expect(playlistFile('m3u8', 'Mine', [plain], '/m').text).toBe(
      '#EXTM3U\n#PLAYLIST:Mine\n#EXTINF:61,A - T\na b.mp3\n',
    );
    expect(playlistFile('m3u8', 'Mine', [{ ...plain, title: null, artist: null }]).text).toContain(
      '#EXTINF:61,a b.mp3\n/m/a b.mp3\n',
    );
  });
});

describe('XSPF', () => {
  test('is XML that says what it was given, and its locations lead to the files', () => {
    fc.assert(
      fc.property(songs, text, folder, (listed, title, relativeTo) => {
        const { text: file } = playlistFile('xspf', title, listed, relativeTo);
        const { names, texts } = parseXml(file);
        expect(names.filter((name) => name === 'track')).toHaveLength(listed.length);
        expect(texts('title')).toEqual([title, ...listed.map((one) => one.title ?? one.name)].map(xmlText));
        expect(texts('creator')).toEqual(given(listed, ({ artist }) => artist));
        expect(texts('album')).toEqual(given(listed, ({ album }) => album));
        expect(texts('duration')).toEqual(
          listed.map((one) => String(Math.round(1000 * one.durationSeconds))),
        );
        const base = `file://${relativeTo === undefined || relativeTo === '/' ? '' : relativeTo}/list.xspf`;
        const paths = texts('location').map((location) => fileURLToPath(new URL(location, base)));
        expect(paths).toEqual(listed.map(({ path }) => path));
      }),
    );
  });
});

test('a name that is no text is left out and said', () => {
  const odd: ListedSong = {
    path: '/\ud800.mp3',
    name: 'x',
    title: null,
    artist: null,
    album: null,
    durationSeconds: 1,
  };
  for (const format of ['m3u8', 'xspf'] as const) {
    const { text: file, leftOut } = playlistFile(format, 'Mine', [odd, { ...odd, path: '/good.mp3' }]);
    expect(leftOut).toEqual([odd.path]);
    expect(file).toContain('/good.mp3');
    expect(file).not.toMatch(/\p{Surrogate}/u);
  }
});

/** Parses a line as players do: spaces around it do not count, addresses are decoded. */
function fileOf(line: string, folder: string | undefined): string {
  const trimmed = line.trim();
  expect(trimmed.startsWith('#')).toBe(false);
  if (trimmed.startsWith('file:')) return fileURLToPath(trimmed);
  return isAbsolute(trimmed) ? trimmed : resolve(folder ?? '/nowhere', trimmed);
}

function given(listed: readonly ListedSong[], of: (song: ListedSong) => string | null): string[] {
  return listed.flatMap((song) => {
    const value = of(song);
    return value === null ? [] : [xmlText(value)];
  });
}

/** Text after an XML round trip: what XML cannot hold is U+FFFD, each line end a line feed. */
function xmlText(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant.
  return value.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/gu, '\ufffd');
}

/** Strict about all that this XML may hold: balanced elements, the five entities and numbers, no stray `<` or `&`. */
function parseXml(xml: string): { names: string[]; texts: (name: string) => string[] } {
  const [head, ...rest] = xml.split('\n');
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  const open: string[] = [];
  const names: string[] = [];
  const found: { name: string; text: string }[] = [];
  const body = rest.join('\n');
  let text = '';
  for (const [token, tag, , content] of body.matchAll(
    /<(\/?[a-zA-Z]+)((?: [a-z]+="[^"<&]*")*)>|([^<]+)|</g,
  )) {
    if (content !== undefined) text = unescaped(content);
    else if (tag === undefined) throw new Error(`Expected an element, got ${token}`);
    else if (tag.startsWith('/')) {
      expect(open.pop()).toBe(tag.slice(1));
      found.push({ name: tag.slice(1), text });
    } else {
      open.push(tag);
      names.push(tag);
      text = '';
    }
  }
  expect(open).toEqual([]);
  return { names, texts: (name) => found.filter((one) => one.name === name).map((one) => one.text) };
}

function unescaped(content: string): string {
  return content.replace(/\r\n?/g, '\n').replace(/&([a-z]+|#\d+);|&/g, (entity, name: string | undefined) => {
    if (name?.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
    if (name === undefined || !(name in known)) throw new Error(`Expected an entity, got ${entity}`);
    return known[name];
  });
}
