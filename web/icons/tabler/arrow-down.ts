/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconArrowDown = /* @__PURE__ */ outlined('M12 5v14m6-6l-6 6m-6-6l6 6');
