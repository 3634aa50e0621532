import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { PAGE, type Scheme } from '../../theme/palette.ts';
import type { Colouring } from './colouring.ts';
import { createPainter, type Painter } from './painter.ts';
import { tintsOf } from './tints.ts';
import { pointPixels, type Size, type View } from './view.ts';

interface Painting {
  readonly map: SongMap;
  readonly colouring: Colouring;
  readonly scheme: Scheme;
  readonly view: View;
  readonly size: Size;
  /** Whether a point is shown by the legend. */
  readonly isShown: (index: number) => boolean;
  /** Chosen points. */
  readonly chosen: ReadonlySet<number>;
}

/** Draws the points again when the view, the colours or what is chosen changes. */
export function usePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  { map, colouring, scheme, view, size, isShown, chosen }: Painting,
): void {
  const painter = useRef<Painter>(undefined);
  const rgba = useMemo(() => {
    const { wave, dim } = PAGE[scheme];
    return tintsOf({ colouring, energy: map.energy, greys: [wave, dim], isShown, chosen });
  }, [map, colouring, scheme, isShown, chosen]);
  useEffect(() => {
    // A context that was given up cannot be used again: each map gets a canvas of its own by its key.
    painter.current = createPainter(canvas.current!, map.x, map.y);
    return () => {
      painter.current = undefined;
    };
  }, [canvas, map]);
  useEffect(() => painter.current?.colour(rgba), [rgba]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours are drawn anew.
  useEffect(() => {
    if (size.width === 0) return;
    const frame = requestAnimationFrame(() =>
      painter.current?.paint(view, size, pointPixels(map.ids.length, view.zoom)),
    );
    return () => cancelAnimationFrame(frame);
  }, [view, size, rgba, map]);
}
