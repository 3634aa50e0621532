/** Pictures that lie beside songs: `cover.jpg`, `folder.jpg`. */

const COVER = /^(cover|folder|front|album|albumart)\.(jpe?g|png|webp)$/i;
const covers = new WeakMap<File, File>();

export function isFolderCover({ name }: File): boolean {
  return COVER.test(name);
}

/** Gives each song the picture of its folder; `cover` before `folder` before others, as their names sort. */
export function rememberFolderCovers(songs: readonly File[], pictures: readonly File[]): void {
  const byFolder = new Map<string, File>();
  for (const picture of pictures.toSorted((a, b) => a.name.localeCompare(b.name)))
    if (!byFolder.has(folderOf(picture))) byFolder.set(folderOf(picture), picture);
  for (const song of songs) {
    const picture = byFolder.get(folderOf(song));
    if (picture) covers.set(song, picture);
  }
}

export function folderCoverOf(song: File): File | undefined {
  return covers.get(song);
}

/** Folder of a file, from a chosen folder or from `file-selector` for dropped files. */
function folderOf(file: File & { readonly relativePath?: string; readonly path?: string }): string {
  const path = file.webkitRelativePath || file.relativePath || file.path || file.name;
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
