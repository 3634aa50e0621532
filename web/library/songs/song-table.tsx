import { Button } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconArrowDown, IconArrowUp } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { useStore } from '../../shell/store.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { KeyHints } from '../key-hints.tsx';
import { player, selection } from '../library-state.ts';
import { GridPart } from './grid-part.tsx';
import type { RowCache } from './row-cache.ts';
import { type SongFilter, sortedBy, TABLE_COLUMNS } from './song-filter.ts';
import { SongRow } from './song-row.tsx';
import classes from './song-table.module.css';
import { useTableKeys } from './use-table-keys.ts';

interface SongTableProps {
  readonly rows: RowCache;
  /** Songs of the library. */
  readonly all: number;
  readonly filter: SongFilter;
  readonly onFilter: (filter: SongFilter) => void;
  /** Shows all songs; undefined where all are shown. */
  readonly onReset: (() => void) | undefined;
}

/** Row height, as in the style sheet. */
const ROW_PIXELS = 60;
const SPARE_ROWS = 5;
/** Outlines, until it is known how many there are. */
const EXPECTED_ROWS = 12;

/** The songs, of which only those in sight exist. */
export function SongTable({ rows, all, filter, onFilter, onReset }: SongTableProps) {
  const { total, error } = useStore(rows.state);
  const help = useId();
  if (error !== undefined && total === undefined) return <ErrorNotice error={error} onRetry={rows.retry} />;
  if (total === 0) return <Nothing onReset={onReset} />;
  return (
    <div className={classes.songs}>
      <div className={classes.found}>
        <p role="status">{total !== undefined && words.table.found(total, all)}</p>
        <KeyHints keys={words.table.keys} className={classes.keys} />
      </div>
      {error !== undefined && <ErrorNotice error={error} onRetry={rows.retry} />}
      <SongGrid rows={rows} total={total} filter={filter} onFilter={onFilter} help={help} />
      <p id={help} className={classes.help}>
        {words.table.help}
      </p>
    </div>
  );
}

interface SongGridProps extends Pick<SongTableProps, 'rows' | 'filter' | 'onFilter'> {
  /** Undefined until it is known. */
  readonly total: number | undefined;
  /** Id of what describes it. */
  readonly help: string;
}

function SongGrid({ rows, total, filter, onFilter, help }: SongGridProps) {
  const { body, top, virtual } = useRowsInSight(total ?? EXPECTED_ROWS);
  const [active, setActive] = useState(0);
  const name = useId();
  const { ids } = useStore(selection);
  const songRow = useSongRow(rows, ids);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => rows.want(first, last), [rows, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows begin at the first.
  useEffect(() => setActive(0), [filter]);
  const go = (row: number) => {
    setActive(row);
    virtual.scrollToIndex(row);
  };
  const { selectAll, ...keys } = useTableKeys({ rows, total: total ?? 0, active, setActive, go });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold only the rows in sight.
    <div
      className={classes.table}
      data-sort={filter.sort}
      role="grid"
      tabIndex={0}
      aria-label={words.table.label}
      aria-describedby={help}
      aria-multiselectable="true"
      aria-rowcount={(total ?? 0) + 1}
      aria-colcount={TABLE_COLUMNS.length + 1}
      aria-activedescendant={items.some(({ index }) => index === active) ? `${name}${active}` : undefined}
      aria-busy={total === undefined}
      {...keys}
    >
      <Heads filter={filter} onFilter={onFilter} total={total ?? 0} selected={ids.size} onAll={selectAll} />
      <GridPart
        ref={body}
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, start }) => (
          <SongRow
            key={index}
            {...songRow(index)}
            id={`${name}${index}`}
            index={index}
            top={start - top}
            active={index === active}
            loadsCover={!virtual.isScrolling}
          />
        ))}
      </GridPart>
    </div>
  );
}

/** Song of each row, and what becomes of it now. */
function useSongRow(rows: RowCache, selected: ReadonlySet<number>) {
  const playing = useStore(player.state);
  return (index: number) => {
    const song = rows.at(index);
    if (!song) return { song, selected: false, status: undefined };
    const status = playing.song?.id === song.id ? playing.status : undefined;
    return { song, selected: selected.has(song.id), status };
  };
}

interface HeadsProps {
  readonly filter: SongFilter;
  readonly onFilter: (filter: SongFilter) => void;
  readonly total: number;
  readonly selected: number;
  readonly onAll: () => void;
}

function Heads({ filter, onFilter, total, selected, onAll }: HeadsProps) {
  return (
    <GridPart className={classes.heads} role="row" aria-rowindex={1}>
      <GridPart role="columnheader" className={classes.tick}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={words.table.all}
          checked={selected > 0 && selected === total}
          onChange={onAll}
        />
      </GridPart>
      {TABLE_COLUMNS.map((sort) => {
        const isSorted = filter.sort === sort;
        const Arrow = filter.order === 'asc' ? IconArrowUp : IconArrowDown;
        return (
          <GridPart
            key={sort}
            role="columnheader"
            className={classes[sort]}
            aria-sort={isSorted ? (filter.order === 'asc' ? 'ascending' : 'descending') : undefined}
          >
            <button type="button" onClick={() => onFilter(sortedBy(filter, sort))}>
              {words.sort(sort)}
              {isSorted && <Arrow size={15} aria-hidden="true" />}
            </button>
          </GridPart>
        );
      })}
    </GridPart>
  );
}

function Nothing({ onReset }: { onReset: (() => void) | undefined }) {
  return (
    <div className={classes.nothing} role="status">
      <h2>{words.table.nothing}</h2>
      <p>{words.table.nothingLead}</p>
      {onReset && (
        <Button variant="default" onClick={onReset}>
          {words.table.reset}
        </Button>
      )}
    </div>
  );
}

/** Rows in sight, by the place of their list on the page: what stands above it grows and shrinks. */
function useRowsInSight(count: number) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PIXELS,
    overscan: SPARE_ROWS,
    scrollMargin: top,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 140,
  });
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return { body, top, virtual };
}
