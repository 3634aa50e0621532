/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconX = /* @__PURE__ */ outlined('M18 6L6 18M6 6l12 12');
