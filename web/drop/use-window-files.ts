import { fromEvent } from 'file-selector';
import { useEffect, useRef, useState } from 'react';

/**
 * Files dropped anywhere on the window (folders are walked through) or pasted.
 * @returns true while something is being dragged over the window.
 */
export function useWindowFiles(onFiles: (files: File[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    // Entering a child comes before leaving its parent: only the balance tells that the window was left.
    let depth = 0;
    const listening = new AbortController();
    const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, listener, { signal: listening.signal });
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

    on('dragenter', (event) => {
      if (!carriesFiles(event)) return;
      depth++;
      setDragging(true);
    });
    on('dragleave', (event) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      setDragging(depth > 0);
    });
    on('dragover', (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
    on('drop', async (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setDragging(false);
      const found = await fromEvent(event);
      latest.current(found.filter((entry): entry is Awaited<typeof entry> & File => entry instanceof File));
    });
    on('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) latest.current(files);
    });
    return () => listening.abort();
  }, []);

  return dragging;
}
