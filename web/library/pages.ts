import { useCallback, useEffect, useState } from 'react';

interface Part<Item> {
  readonly items: readonly Item[];
  /** Number of songs in the whole list. */
  readonly total: number;
}

/**
 * A list that the server gives in parts: `more` asks for what follows `list`, which is undefined until the first
 * part is there. A failure is `error`, and is forgotten when asked again.
 *
 * @param get the same function every time
 * @param changes begins anew with each other value
 */
export function usePages<Item>(get: (offset: number) => Promise<Part<Item>>, changes: number) {
  const [list, setList] = useState<readonly Item[]>();
  const [total, setTotal] = useState(0);
  const [error, setError] = useState<unknown>();
  const after = useCallback(
    (before: readonly Item[]) => {
      setError(undefined);
      return get(before.length).then((part) => {
        setList([...before, ...part.items]);
        setTotal(part.total);
      }, setError);
    },
    [get],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a scan the list is another.
  useEffect(() => void after([]), [after, changes]);
  return { list, total, error, more: () => void after(list ?? []) };
}
