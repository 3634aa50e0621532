import { useEffect, useEffectEvent } from 'react';
import { askLabel, labelSong } from '../corrections/corrections-state.ts';
import { player } from '../library-state.ts';
import { type Action, genreOfFile, type Row } from './decisions.ts';

interface Desk {
  /** Rows in the order shown. */
  readonly rows: readonly Row[];
  readonly active: number;
  readonly go: (row: number) => void;
  readonly decide: (ids: readonly number[], action: Action | undefined) => void;
  readonly skip: (id: number) => void;
}

/** Actions on a row, by keys and by its buttons. */
export function useInboxActions({ rows, active, go, decide, skip }: Desk) {
  const tick = (place: number, action: Action | undefined) => {
    const row = rows[place];
    if (row) decide([row.song.id], action);
  };
  const tickAndGo = (action: Action) => {
    tick(active, action);
    go(active + 1);
  };
  const correct = (place: number) => {
    const song = rows[place]?.song;
    if (song) askLabel([song]);
  };
  const keepFile = (place: number) => {
    const row = rows[place];
    const genre = row && genreOfFile(row);
    if (genre !== undefined) void labelSong(row!.song, genre);
  };
  const pass = (place: number) => {
    const row = rows[place];
    if (row) skip(row.song.id);
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || hasOwnKeys(event)) return;
    const actions: Record<string, () => void> = {
      j: () => go(active + 1),
      ArrowDown: () => go(active + 1),
      k: () => go(active - 1),
      ArrowUp: () => go(active - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ' ': () => rows[active] && player.toggle(rows[active].song),
      Enter: () => tickAndGo('accept'),
      a: () => tickAndGo('add'),
      r: () => tickAndGo('replace'),
      x: () => tick(active, undefined),
      c: () => correct(active),
      f: () => keepFile(active),
      s: () => pass(active),
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    // Before the player, for which Space means something everywhere else.
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, []);
  return { tick, correct, keepFile, pass };
}

/** Whether the target handles the key itself; a checkbox handles Space alone. */
function hasOwnKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, [hidden]') || document.querySelector('dialog[open]')) return true;
  if (target.matches('input[type=checkbox]')) return key === ' ';
  if (target.closest('input, textarea, select, [contenteditable]')) return true;
  return /^(Enter| )$/.test(key) && target.closest('button, a, summary') !== null;
}
