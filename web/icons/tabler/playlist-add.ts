/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */
import { outlined } from '../icon.tsx';

export const IconPlaylistAdd = /* @__PURE__ */ outlined('M19 8H5m0 4h9m-3 4H5m10 0h6m-3-3v6');
