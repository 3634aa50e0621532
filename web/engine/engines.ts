import { browserEngine } from './browser-engine.ts';
import type { Engine, EngineName } from './engine.ts';
import { serverEngine } from './server-engine.ts';

export const engines: Readonly<Record<EngineName, Engine>> = { server: serverEngine, browser: browserEngine };
