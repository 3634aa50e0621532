/** Decisions on the songs in the inbox, and their grouping. Pure. */
import { groupBy } from '../../../src/group-by.ts';
import type { InboxPage } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/inbox.ts';
import { artistOf } from '../song-words.ts';

export type Row = InboxPage['rows'][number];
export type Action = keyof Row['after'];
export type Grouping = 'none' | 'album' | 'folder';

/** Decisions by song; songs without one are not ticked. */
export type Decisions = ReadonlyMap<number, Action>;

export interface Group {
  /** Name of the group; empty if there is only one. */
  readonly name: string;
  readonly rows: readonly Row[];
}

export function decided(decisions: Decisions, ids: readonly number[], action: Action | undefined): Decisions {
  const next = new Map(decisions);
  for (const id of ids) {
    if (action === undefined) next.delete(id);
    else next.set(id, action);
  }
  return next;
}

/** Groups in the order of their first rows: the most surprising group comes first. */
export function grouped(rows: readonly Row[], by: Grouping): readonly Group[] {
  if (by === 'none') return [{ name: '', rows }];
  const groups = groupBy(rows, by === 'folder' ? folderOf : albumOf);
  return [...groups].map(([name, some]) => ({ name, rows: some }));
}

/** Decisions to write: the ticked rows that are shown, and no others. */
export function toWrite(decisions: Decisions, shown: readonly Row[]): { song: number; action: Action }[] {
  return shown.flatMap(({ song }) => {
    const action = decisions.get(song.id);
    return action === undefined ? [] : [{ song: song.id, action }];
  });
}

/** The genre that "the file is right" means: the first of its tags, and of one that lists several. */
export function genreOfFile({ song }: Row): string | undefined {
  return song.taggedGenres[0]?.split(/\s*[;,]\s*/, 1)[0];
}

function folderOf({ song: { file } }: Row): string {
  return file.name.split('/').slice(0, -1).join('/') || '/';
}

function albumOf({ song }: Row): string {
  if (song.album === null) return words.unnamed;
  return `${song.albumArtist ?? artistOf(song)}: ${song.album}`;
}
