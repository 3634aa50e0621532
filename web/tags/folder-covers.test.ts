import { expect, test } from 'vitest';
import { folderCoverOf, isFolderCover, rememberFolderCovers } from './folder-covers.ts';

function at(path: string): File {
  const file = new File([path], path.split('/').at(-1)!);
  return Object.assign(file, { relativePath: path });
}

test('a song gets the picture of its own folder, the cover before others', () => {
  const [blue, red, alone] = [at('Music/Blue/one.mp3'), at('Music/Red/two.mp3'), at('Music/three.mp3')];
  const pictures = [at('Music/Blue/folder.jpg'), at('Music/Blue/cover.png'), at('Music/Red/Front.JPG')];
  rememberFolderCovers([blue, red, alone], pictures);
  expect(folderCoverOf(blue)).toBe(pictures[1]);
  expect(folderCoverOf(red)).toBe(pictures[2]);
  expect(folderCoverOf(alone)).toBeUndefined();
});

test('only what is named like a cover is one', () => {
  const names = ['cover.jpg', 'Folder.JPEG', 'AlbumArt.png', 'band.jpg', 'cover.gif', 'discover.jpg'];
  expect(names.filter((name) => isFolderCover(new File([''], name)))).toEqual(names.slice(0, 3));
});
