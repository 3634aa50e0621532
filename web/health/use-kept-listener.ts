import { useEffect, useState } from 'react';

/** Whether this browser keeps a model, and so hears songs without a network. */
export function useKeptListener(): boolean {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    // Pages that came over plain HTTP from afar have no such store.
    if (!('caches' in window)) return;
    hasModel().then(setKept, () => setKept(false));
  }, []);
  return kept;
}

async function hasModel(): Promise<boolean> {
  const files = await caches.keys().then((names) => Promise.all(names.map(filesOf)));
  return files.flat().some((url) => url.endsWith('.onnx'));
}

async function filesOf(name: string): Promise<string[]> {
  const cache = await caches.open(name);
  return (await cache.keys()).map(({ url }) => url);
}
