import { useEffect, useState } from 'react';

/** Latch: true from the first moment that the condition holds. */
export function useLatch(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  useEffect(() => {
    if (now) setEver(true);
  }, [now]);
  return ever;
}
