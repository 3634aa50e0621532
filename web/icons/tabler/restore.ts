/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconRestore = /* @__PURE__ */ outlined(
  'M3.06 13a9 9 0 1 0 .49-4.087M3 4.001v5h5M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
);
