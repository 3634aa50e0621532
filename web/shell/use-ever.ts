import { useEffect, useState } from 'react';

/** True from the moment on that something is: what was shown once stays. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  useEffect(() => {
    if (now) setEver(true);
  }, [now]);
  return ever;
}
