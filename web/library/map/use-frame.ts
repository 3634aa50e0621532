/** The place where the map is drawn: its size, and the wheel over it. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Point, Size } from './view.ts';

export function useSize(frame: RefObject<HTMLDivElement | null>, onSize: (size: Size) => void): void {
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) onSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [frame, onSize]);
}

/** React listens to wheels passively, which cannot keep the page from scrolling. */
export function useWheel(
  frame: RefObject<HTMLDivElement | null>,
  onZoom: (factor: number, pixel: Point) => void,
): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const element = frame.current!;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 * event.deltaY : event.deltaY;
      latest.current(Math.exp(-0.0022 * pixels), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame]);
}
