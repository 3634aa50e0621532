import { useCallback, useState } from 'react';

/** The first of a list, and more by `step` each time that one comes to their end; `onEnd` only where there are more. */
export function useGrowingList<T>(
  list: readonly T[],
  step: number,
): { readonly part: readonly T[]; readonly onEnd: (() => void) | undefined } {
  const [seen, setSeen] = useState({ list, count: step });
  // Another list begins anew.
  const count = seen.list === list ? seen.count : step;
  const onEnd = useCallback(() => setSeen({ list, count: count + step }), [list, count, step]);
  return { part: list.slice(0, count), onEnd: count < list.length ? onEnd : undefined };
}
