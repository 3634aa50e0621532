/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconPlayerPlay = /* @__PURE__ */ outlined('M7 4v16l13-8z');
