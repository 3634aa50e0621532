/** Long work on the event loop in slices that yield to others. */
import { setImmediate } from 'node:timers/promises';

type Compare<T> = (a: T, b: T) => number;

/** Longest slice without giving way to other work. */
const SLICE_MS = 10;
/** Number of items sorted in one go, in about a slice's time. */
const RUN = 4096;

/** Calls `work` with each item and its index, in order. */
export async function forEachInSlices<T>(
  items: readonly T[],
  work: (item: T, place: number) => void,
): Promise<void> {
  let since = performance.now();
  for (let place = 0; place < items.length; place++) {
    work(items[place], place);
    if (performance.now() - since > SLICE_MS) {
      await setImmediate();
      since = performance.now();
    }
  }
}

/** Stable sort of the items. */
export async function sortInSlices<T>(items: readonly T[], compare: Compare<T>): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2)
      longer.push(await mergeInSlices(runs[i], runs[i + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Merges two sorted lists; of equal items, those of the first come first. */
export async function mergeInSlices<T>(
  first: readonly T[],
  second: readonly T[],
  compare: Compare<T>,
): Promise<readonly T[]> {
  if (second.length === 0) return first;
  const merged = new Array<T>(first.length + second.length);
  let next = 0;
  await forEachInSlices(first, (item, place) => {
    for (; next < second.length && compare(second[next], item) < 0; next++)
      merged[place + next] = second[next];
    merged[place + next] = item;
  });
  for (; next < second.length; next++) merged[first.length + next] = second[next];
  return merged;
}
