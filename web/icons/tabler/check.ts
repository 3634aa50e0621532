/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconCheck = /* @__PURE__ */ outlined('M5 12l5 5L20 7');
