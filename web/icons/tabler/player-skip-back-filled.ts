/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { filled } from '../icon.tsx';

export const IconPlayerSkipBackFilled = /* @__PURE__ */ filled(
  'M19.496 4.136l-12 7a1 1 0 0 0 0 1.728l12 7A1 1 0 0 0 21 19V5a1 1 0 0 0-1.504-.864M4 4a1 1 0 0 1 .993.883L5 5v14a1 1 0 0 1-1.993.117L3 19V5a1 1 0 0 1 1-1',
);
