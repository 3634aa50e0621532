import { Button } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconArrowDown, IconArrowUp } from '../../icons/icons.ts';
import { useStore } from '../../shell/store.ts';
import { words } from '../../strings.library.ts';
import { ErrorNotice } from '../error-notice.tsx';
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
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(0);
  const name = useId();
  const help = useId();
  const { ids } = useStore(selection);
  const playing = useStore(player.state);
  const virtual = useWindowVirtualizer({
    count: total ?? EXPECTED_ROWS,
    estimateSize: () => ROW_PIXELS,
    overscan: SPARE_ROWS,
    scrollMargin: top,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 140,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];

  useTop(body, setTop);
  useEffect(() => rows.want(first, last), [rows, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows begin at the first.
  useEffect(() => setActive(0), [filter]);
  const go = (row: number) => {
    setActive(row);
    virtual.scrollToIndex(row);
  };
  const keys = useTableKeys({ rows, total: total ?? 0, active, setActive, go });

  if (error !== undefined && total === undefined) return <ErrorNotice error={error} onRetry={rows.retry} />;
  if (total === 0) return <Nothing onReset={onReset} />;
  return (
    <div className={classes.songs}>
      <div className={classes.found}>
        <p role="status">{total !== undefined && words.table.found(total, all)}</p>
        <p className={classes.keys} aria-hidden="true">
          {words.table.keys.map(([key, action]) => (
            <span key={key}>
              <kbd>{key}</kbd> {action}
            </span>
          ))}
        </p>
      </div>
      {error !== undefined && <ErrorNotice error={error} onRetry={rows.retry} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold only the rows in sight. */}
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
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onDoubleClick={keys.onDoubleClick}
      >
        <Heads
          filter={filter}
          onFilter={onFilter}
          total={total ?? 0}
          selected={ids.size}
          onAll={keys.selectAll}
        />
        <GridPart
          ref={body}
          role="rowgroup"
          className={classes.body}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const song = rows.at(index);
            const isPlaying = song !== undefined && playing.song?.id === song.id;
            return (
              <SongRow
                key={index}
                id={`${name}${index}`}
                index={index}
                top={start - top}
                song={song}
                active={index === active}
                selected={song !== undefined && ids.has(song.id)}
                status={isPlaying ? playing.status : undefined}
                loadsCover={!virtual.isScrolling}
              />
            );
          })}
        </GridPart>
      </div>
      <p id={help} className={classes.help}>
        {words.table.help}
      </p>
    </div>
  );
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

/** Tracks the offset of the rows on the page: what stands above them grows and shrinks. */
function useTop(body: React.RefObject<HTMLDivElement | null>, setTop: (top: number) => void): void {
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body, setTop]);
}
