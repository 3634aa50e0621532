import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addressOfPath, isInFolder, prefixOf, rangeBelow, slashedFrom } from './path-rules.ts';

/** The same places on both. */
const SYSTEMS = [
  {
    system: 'Linux and macOS',
    rules: posix,
    root: '/',
    folder: '/home/ada/Music',
    song: '/home/ada/Music/Ça va/1+1.mp3',
    beside: '/home/ada/Music 2/a.mp3',
    address: 'file:///home/ada/Music/%C3%87a%20va/1%2B1.mp3',
  },
  {
    system: 'Windows',
    rules: win32,
    root: 'D:\\',
    folder: 'D:\\Ada\\Music',
    song: 'D:\\Ada\\Music\\Ça va\\1+1.mp3',
    beside: 'D:\\Ada\\Music 2\\a.mp3',
    address: 'file:///D:/Ada/Music/%C3%87a%20va/1+1.mp3',
  },
] as const;

describe.each(SYSTEMS)('on $system', ({ rules, root, folder, song, beside, address }) => {
  test('a song lies in its folder and in the root, and in no folder whose name begins alike', () => {
    expect(isInFolder(song, folder, rules)).toBe(true);
    expect(isInFolder(song, root, rules)).toBe(true);
    expect(isInFolder(beside, folder, rules)).toBe(false);
    expect(isInFolder(folder, folder, rules)).toBe(false);
  });

  test('the root is not given a second separator', () => {
    expect(prefixOf(root, rules)).toBe(root);
    expect(prefixOf(folder, rules)).toBe(folder + rules.sep);
  });

  test('the range of a folder holds what lies in it, and nothing beside it', () => {
    const isWithin = (path: string) => {
      const [first, end] = rangeBelow(folder, rules);
      return Buffer.compare(Buffer.from(path), Buffer.from(first)) >= 0 && path < end;
    };
    expect(isWithin(song)).toBe(true);
    expect(isWithin(beside)).toBe(false);
    expect(isWithin(folder)).toBe(false);
    expect(isWithin(`${folder}${rules.sep}\u{10ffff}.mp3`)).toBe(true);
  });

  test('a library names it with slashes', () => {
    expect(slashedFrom(folder, song, rules)).toBe('Ça va/1+1.mp3');
  });

  test('a player opens it by its address, from anywhere and from beside it', () => {
    expect(addressOfPath(song, rules)).toBe(address);
    expect(addressOfPath(rules.relative(folder, song), rules)).toBe('%C3%87a%20va/1%2B1.mp3');
  });
});

test('Windows: a share of the network and another drive are told apart', () => {
  const share = '\\\\nas\\music';
  expect(isInFolder('\\\\nas\\music\\a.mp3', share, win32)).toBe(true);
  expect(isInFolder('\\\\nas\\music2\\a.mp3', share, win32)).toBe(false);
  expect(isInFolder('E:\\Ada\\Music\\a.mp3', 'D:\\Ada\\Music', win32)).toBe(false);
  expect(addressOfPath('\\\\nas\\music\\a b.mp3', win32)).toBe('file://nas/music/a%20b.mp3');
});
