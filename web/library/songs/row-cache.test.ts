import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LibrarySong, SongPage } from '../../../src/server/library-schema.ts';
import { MAX_SELECTED, PAGE_ROWS, RowCache } from './row-cache.ts';

const TOTAL = 100_000;

let requested: number[];
let refused: boolean;
let rows: RowCache;

beforeEach(() => {
  vi.useFakeTimers();
  requested = [];
  refused = false;
  rows = new RowCache(async (offset, limit, signal): Promise<SongPage> => {
    requested.push(offset);
    await Promise.resolve();
    signal.throwIfAborted();
    if (refused) throw new Error('gone');
    const length = Math.max(0, Math.min(limit, TOTAL - offset));
    return {
      total: TOTAL,
      offset,
      songs: Array.from({ length }, (_, i) => ({ id: offset + i + 1 }) as LibrarySong),
    };
  });
});

afterEach(() => {
  rows.close();
  vi.useRealTimers();
});

describe('the rows of a long table', () => {
  test('the first are asked for at once, and only what is wanted', async () => {
    rows.want(0, 20);
    await vi.runAllTimersAsync();
    expect(requested).toEqual([0]);
    expect(rows.state.get()).toMatchObject({ total: TOTAL, error: undefined });
    expect(rows.at(20)?.id).toBe(21);
    expect(rows.at(PAGE_ROWS)).toBeUndefined();
  });

  test('rows that fly past are never asked for', async () => {
    rows.want(0, 20);
    await vi.runAllTimersAsync();
    for (let row = 1000; row <= 50_000; row += 1000) rows.want(row, row + 20);
    await vi.runAllTimersAsync();
    expect(requested).toEqual([0, 50_000]);
    expect(rows.at(50_010)?.id).toBe(50_011);
  });

  test('what lies far away is let go', async () => {
    for (let page = 0; page < 80; page++) {
      rows.want(page * PAGE_ROWS, page * PAGE_ROWS);
      await vi.runAllTimersAsync();
    }
    expect(rows.at(0)).toBeUndefined();
    expect(rows.at(79 * PAGE_ROWS)).toBeDefined();
  });

  test('a failure is told, and asking again helps', async () => {
    refused = true;
    rows.want(0, 20);
    await vi.runAllTimersAsync();
    expect(rows.state.get()).toMatchObject({ total: undefined, error: new Error('gone') });
    refused = false;
    rows.retry();
    await vi.runAllTimersAsync();
    expect(rows.state.get()).toMatchObject({ total: TOTAL, error: undefined });
  });

  test('a selection reaches rows that are not held, up to a bound', async () => {
    rows.want(0, 20);
    await vi.runAllTimersAsync();
    expect(await rows.idsBetween(3, 6)).toEqual([4, 5, 6, 7]);
    expect(requested).toEqual([0]);
    const many = await rows.idsBetween(90, 1300);
    expect(many).toHaveLength(1211);
    expect(many.at(-1)).toBe(1301);
    expect(await rows.idsBetween(0, TOTAL)).toHaveLength(MAX_SELECTED);
  });
});
