import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/**
 * Moves rows of a list by their handles, with mouse or finger.
 * @param list whose children carry `data-key`.
 * @param onMove is told while the row is dragged: it takes its place at once.
 */
export function useDragging(list: RefObject<HTMLElement | null>, onMove: (key: number, to: number) => void) {
  const [dragged, setDragged] = useState<number>();
  const latest = useRef(onMove);
  latest.current = onMove;
  useEffect(() => {
    if (dragged === undefined) return;
    const move = ({ clientY }: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])] as HTMLElement[];
      const from = rows.findIndex((row) => row.dataset.key === String(dragged));
      const to = placeAt(rows, clientY);
      if (to !== from) latest.current(dragged, to);
    };
    const end = () => setDragged(undefined);
    // Not captured by the handle: a row that changes its place would lose the pointer.
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    return () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
    };
  }, [dragged, list]);
  return {
    /** Key of the dragged row. */
    key: dragged,
    /** Event handlers of a row's handle. */
    handle: (key: number) => ({
      onPointerDown(event: ReactPointerEvent<HTMLElement>) {
        if (event.button !== 0) return;
        event.preventDefault();
        // A finger's pointer belongs to where it came down until it is let go.
        event.currentTarget.releasePointerCapture(event.pointerId);
        setDragged(key);
      },
    }),
  };
}

/** The row at a height of the window; beyond the ends, the end. */
function placeAt(rows: readonly HTMLElement[], y: number): number {
  const below = rows.findIndex((row) => row.getBoundingClientRect().bottom > y);
  return below === -1 ? rows.length - 1 : below;
}
