#!/usr/bin/env node
// In a checkout the first call builds; an installed package is already built.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../src/', import.meta.url))) {
  const { ensureBuilt } = await import('../scripts/ready.js');
  await ensureBuilt();
}
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
