/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconChevronUp = /* @__PURE__ */ outlined('M6 15l6-6l6 6');
