// What ships: the packages that an installation brings, and those whose code the page carries, with all that they need.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ROOT } from './ready.js';

/** Packages whose code goes into modules of dist/; `scripts/bundle.js` refuses any other. */
export const BUNDLED = [
  ...[
    'echarts',
    'tslib',
    'zrender',
    'onnxruntime-web',
    '@modelcontextprotocol/sdk',
    'zod',
    'zod-to-json-schema',
  ],
  ...['ajv', 'ajv-formats', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse'],
];

const TOP = resolve(ROOT);
const PAGE = join(TOP, 'web');
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"](@[\w.-]+\/[\w.-]+|[\w][\w.-]*)/g;

/** Names and versions by the folder of each package, in order of names; those of other platforms are left out. */
export function shippedPackages() {
  const { dependencies } = readJson(join(TOP, 'package.json'));
  const found = new Map();
  const visit = (name, from, isWhole = true) => {
    const folder = folderOf(name, from);
    if (folder === undefined || found.has(folder)) return;
    const manifest = readJson(join(folder, 'package.json'));
    found.set(folder, manifest);
    if (!isWhole) return;
    const needs = {
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    };
    for (const needed of Object.keys(needs)) visit(needed, folder);
  };
  for (const name of [...Object.keys(dependencies), ...pageImports()]) visit(name, TOP);
  for (const name of BUNDLED) visit(name, TOP, false);
  return [...found].map(([folder, manifest]) => ({ folder, manifest })).sort(byName);
}

/** Packages that the page's files name. */
function pageImports() {
  const files = readdirSync(PAGE, { recursive: true }).filter((name) => /\.(tsx?|css)$/.test(name));
  const code = files
    .filter((name) => !/\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(PAGE, name), 'utf8'));
  return new Set(code.flatMap((text) => [...text.matchAll(IMPORT)].map(([, name]) => name)));
}

/** Folder of a package, as Node resolves it. */
function folderOf(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === TOP ? undefined : folderOf(name, dirname(from));
}

function byName({ manifest: a }, { manifest: b }) {
  return `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
