import type { KeyboardEvent, MouseEvent } from 'react';
import { navigate } from '../../shell/router.ts';
import { askLabel } from '../corrections/corrections-state.ts';
import { player, selection } from '../library-state.ts';
import { songAddress } from '../paths.ts';
import type { RowCache } from './row-cache.ts';
import { clearSelection, extended, only, toggled } from './selection.ts';

interface Table {
  readonly rows: RowCache;
  readonly total: number;
  /** Row that the keyboard is on. */
  readonly active: number;
  readonly setActive: (row: number) => void;
  /** Puts the keyboard on a row and brings it into sight. */
  readonly go: (row: number) => void;
}

const PAGE_STEP = 10;

/** Keyboard and mouse control of the table. */
export function useTableKeys(table: Table) {
  const { rows, total, active, setActive, go } = table;
  const { selectAll, extendTo, toggle, play, open, correct } = actionsOn(table);
  const step = (event: KeyboardEvent, to: number) => {
    const row = Math.max(0, Math.min(total - 1, to));
    if (event.shiftKey) {
      if (selection.get().ids.size === 0) selection.set({ ...selection.get(), anchor: active });
      void extendTo(row);
    }
    go(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const command = event.ctrlKey || event.metaKey;
    const actions: Record<string, () => void> = {
      ArrowDown: () => step(event, active + 1),
      ArrowUp: () => step(event, active - 1),
      PageDown: () => step(event, active + PAGE_STEP),
      PageUp: () => step(event, active - PAGE_STEP),
      Home: () => step(event, 0),
      End: () => step(event, total - 1),
      ' ': () => (command ? toggle(active) : play(active)),
      x: () => toggle(active),
      i: () => correct(active),
      Enter: () => open(active),
      Escape: clearSelection,
    };
    const action = command && event.key === 'a' ? () => void selectAll() : actions[event.key];
    if (!action || (command && !/^( |a|Home|End)$/.test(event.key))) return;
    event.preventDefault();
    action();
  };

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = rowOf(event);
    if (row === undefined) return;
    setActive(row);
    const target = event.target as Element;
    if (target.closest('[data-play]')) return play(row);
    if (target.closest('[data-genre]')) return correct(row);
    if (target.closest('a')) return;
    const song = rows.at(row);
    if (!song) return;
    const isTick = target.closest('[data-tick]') !== null;
    if (event.shiftKey) void extendTo(row);
    else if (isTick || event.ctrlKey || event.metaKey || isTouch(event)) toggle(row);
    else selection.set(only(song.id, row));
  };

  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const row = rowOf(event);
    const song = row === undefined ? undefined : rows.at(row);
    if (song && !(event.target as Element).closest('a, button, input')) player.play(song);
  };

  return { onKeyDown, onClick, onDoubleClick, selectAll: () => void selectAll() };
}

/** Actions on rows of the table, however they are asked for. */
function actionsOn({ rows, total }: Table) {
  return {
    async extendTo(row: number) {
      const { anchor } = selection.get();
      const ids = await rows.idsBetween(Math.min(anchor, row), Math.max(anchor, row)).catch(() => undefined);
      if (ids) selection.set(extended({ ...selection.get(), anchor }, ids));
    },
    async selectAll() {
      if (selection.get().ids.size === total) return clearSelection();
      const ids = await rows.idsBetween(0, total - 1).catch(() => undefined);
      if (ids) selection.set(extended(selection.get(), ids));
    },
    toggle(row: number) {
      const song = rows.at(row);
      if (song) selection.set(toggled(selection.get(), song.id, row));
    },
    play(row: number) {
      const song = rows.at(row);
      if (song) player.toggle(song);
    },
    open(row: number) {
      const song = rows.at(row);
      if (song) navigate(songAddress(song.id));
    },
    correct(row: number) {
      const { ids } = selection.get();
      const song = rows.at(row);
      // Of a selected song, all that are selected are meant.
      if (song) askLabel(ids.size > 1 && ids.has(song.id) ? [...ids] : [song]);
    },
  };
}

/** The row under the pointer; undefined on the heads. */
function rowOf(event: MouseEvent): number | undefined {
  const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row;
  return row === undefined ? undefined : Number(row);
}

/** Whether a click is a tap: a finger has no Ctrl, so each tap toggles. */
function isTouch({ nativeEvent }: MouseEvent): boolean {
  return nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
}
