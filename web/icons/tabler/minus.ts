/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconMinus = /* @__PURE__ */ outlined('M5 12h14');
