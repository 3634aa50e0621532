/** Which of some dropped files are worth hearing. The content decides later; this only spares the obvious. */

/** Endings of files that commonly lie beside songs and are none. */
const NO_SONGS =
  /\.(jpe?g|png|gif|webp|bmp|svg|pdf|txt|nfo|md|log|cue|m3u8?|pls|xspf|json|csv|xml|html?|docx?|ini|db|zip|rar|7z|exe|dmg)$/i;
/** What systems leave in folders: `.DS_Store`, `._song.mp3`, `Thumbs.db`. */
const HIDDEN = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

export interface Sorted {
  readonly songs: File[];
  readonly leftOut: File[];
}

/** Songs in the order of their names, as a folder is read; everything that cannot be a song is left out. */
export function songsAmong(files: readonly File[]): Sorted {
  const isSong = (file: File) =>
    !HIDDEN.test(file.name) && !NO_SONGS.test(file.name) && !/^(image|text|font)\//.test(file.type);
  const byPath = [...files].sort((a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true }));
  return { songs: byPath.filter(isSong), leftOut: byPath.filter((file) => !isSong(file)) };
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}
