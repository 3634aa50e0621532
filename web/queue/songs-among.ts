/** Filter of dropped files. The content decides later; this only spares the obvious. */

import { isFolderCover } from '../tags/folder-covers.ts';

/** Endings of files that commonly lie beside songs and are none. */
const NO_SONGS =
  /\.(jpe?g|png|gif|webp|bmp|svg|pdf|txt|nfo|md|log|cue|m3u8?|pls|xspf|json|csv|xml|html?|docx?|ini|db|zip|rar|7z|exe|dmg)$/i;
/** Hidden and system files: `.DS_Store`, `._song.mp3`, `Thumbs.db`. */
const HIDDEN = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

export interface Sorted {
  readonly songs: File[];
  /** Images beside the songs. */
  readonly covers: File[];
  readonly leftOut: File[];
}

/** Songs in the order of their names, as a folder is read; everything that cannot be a song is left out. */
export function songsAmong(files: readonly File[]): Sorted {
  const isSong = (file: File) =>
    !HIDDEN.test(file.name) && !NO_SONGS.test(file.name) && !/^(image|text|font)\//.test(file.type);
  const byPath = [...files].sort((a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true }));
  const songs = byPath.filter(isSong);
  const covers = songs.length > 0 ? byPath.filter(isFolderCover) : [];
  const leftOut = byPath.filter((file) => !isSong(file) && !covers.includes(file));
  return { songs, covers, leftOut };
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}
