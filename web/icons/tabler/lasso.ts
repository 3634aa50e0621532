/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconLasso = /* @__PURE__ */ outlined(
  'M4.028 13.252C3.371 12.28 3 11.174 3 10c0-3.866 4.03-7 9-7s9 3.134 9 7s-4.03 7-9 7c-1.913 0-3.686-.464-5.144-1.255M3 15a2 2 0 1 0 4 0a2 2 0 1 0-4 0M5 17c0 1.42.316 2.805 1 4',
);
