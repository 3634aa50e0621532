// `npm run sbom`: dist/sbom.cdx.json, a bill of materials (CycloneDX) of what ships, as npm knows it from the lock file.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ready.js';
import { shippedPackages } from './shipped.js';

const { stdout, status } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 1 << 28,
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);
const shipped = new Set(shippedPackages().map(({ manifest }) => `${manifest.name}@${manifest.version}`));
const bill = JSON.parse(stdout);
const root = bill.metadata.component['bom-ref'];
const components = bill.components.filter((component) => shipped.has(component['bom-ref']));
const kept = new Set([root, ...components.map((component) => component['bom-ref'])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
mkdirSync(join(ROOT, 'dist'), { recursive: true });
writeFileSync(
  join(ROOT, 'dist/sbom.cdx.json'),
  JSON.stringify({ ...bill, components, dependencies }, null, 2),
);
console.log(`dist/sbom.cdx.json: ${components.length} packages`);
