/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconPlus = /* @__PURE__ */ outlined('M12 5v14m-7-7h14');
