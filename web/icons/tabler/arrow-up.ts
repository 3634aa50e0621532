/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconArrowUp = /* @__PURE__ */ outlined('M12 5v14m6-8l-6-6m-6 6l6-6');
