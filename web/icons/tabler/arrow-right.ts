/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconArrowRight = /* @__PURE__ */ outlined('M5 12h14m-6 6l6-6m-6-6l6 6');
