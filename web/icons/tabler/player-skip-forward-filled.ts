/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { filled } from '../icon.tsx';

export const IconPlayerSkipForwardFilled = /* @__PURE__ */ filled(
  'M3 5v14a1 1 0 0 0 1.504.864l12-7a1 1 0 0 0 0-1.728l-12-7A1 1 0 0 0 3 5m17-1a1 1 0 0 1 .993.883L21 5v14a1 1 0 0 1-1.993.117L19 19V5a1 1 0 0 1 1-1',
);
