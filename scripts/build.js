// `npm run build`: dist/, made anew.
import { build, ensureInstalled } from './ready.js';

ensureInstalled();
await build();
