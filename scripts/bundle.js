// Bundles into modules of dist/ what they alone need of large packages, so that an installation does not bring them; and
// packages of hundreds of small files, which take longer to open than everything else, so that they open as one; and the
// worker with its 160 modules, for which an answer would wait.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './ready.js';
import { BUNDLED } from './shipped.js';

const DIST = join(ROOT, 'dist');
/** Packages that are bundled, by the name of their module in dist/packages/. */
const SCATTERED = { typebox: 'typebox', 'typebox-value': 'typebox/value', kysely: 'kysely' };
const RUNTIME = 'ort-wasm-simd-threaded';

await bundleInPlace('train/report/charts.js');
await bundleInPlace('onnx/runtime.js');
await bundleInPlace('mcp/library-server.js');
await gather();
await bundleWorker();
placeRuntime();

async function bundleInPlace(path) {
  const file = join(DIST, path);
  const bundle = await rolldown({
    input: file,
    platform: 'node',
    resolve: { conditionNames: ['onnxruntime-web-use-extern-wasm', 'import'] },
    external: (id, importer, isResolved) =>
      importer === file && !isResolved && !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false });
  const [{ code, moduleIds }] = output;
  const packages = moduleIds.flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
  const unnamed = packages.find((name) => !BUNDLED.includes(name));
  // The notices must name every bundled package.
  if (unnamed !== undefined) throw new Error(`Expected ${unnamed} among the bundled packages of shipped.js.`);
  writeFileSync(file, code);
}

async function gather() {
  const packages = join(DIST, 'packages');
  const bundle = await rolldown({ input: SCATTERED, platform: 'node' });
  await bundle.write({ dir: packages, format: 'es', minify: true });
  const modules = readdirSync(DIST, { recursive: true }).filter((name) =>
    /^(?!web|packages).*\.js$/.test(name),
  );
  for (const file of modules.map((name) => join(DIST, name))) {
    const code = readFileSync(file, 'utf8');
    const from = `./${relative(dirname(file), packages).replaceAll('\\', '/')}`;
    const changed = Object.entries(SCATTERED).reduce(
      (text, [name, specifier]) => text.replaceAll(`from '${specifier}';`, `from '${from}/${name}.js';`),
      code,
    );
    if (changed !== code) writeFileSync(file, changed);
  }
}

/** Builds the worker: its entry holds what it loads at once, chunks in a folder beside it what it loads on demand. */
async function bundleWorker() {
  const apart = ['errors.js', 'onnx/runtime.js'].map((path) => join(DIST, path));
  const bundle = await rolldown({
    input: join(DIST, 'jobs/analysis-worker.js'),
    platform: 'node',
    external: (id, importer, isResolved) => importer !== undefined && !isResolved && !id.startsWith('.'),
    plugins: [
      {
        name: 'apart',
        resolveId(source, importer) {
          const id = importer && resolve(dirname(importer), source);
          return apart.includes(id) ? { id, external: 'relative' } : undefined;
        },
      },
    ],
  });
  await bundle.write({ dir: join(DIST, 'jobs'), format: 'es', chunkFileNames: 'worker/[name]-[hash].js' });
}

/**
 * Places the loader of the WebAssembly runtime: its binary is the page's, which has a hash in its name and is
 * kept compressed.
 */
function placeRuntime() {
  const binary = readdirSync(join(DIST, 'web/assets')).find(
    (name) => name.startsWith(RUNTIME) && name.endsWith('.wasm.gz'),
  );
  if (!binary) throw new Error('Expected the compressed runtime of the page, got none.');
  const loader = `${RUNTIME}-loader.mjs`;
  const code = `import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import load from './${loader}';

const packed = new URL('../web/assets/${binary}', import.meta.url);
export default (options) => load({ wasmBinary: gunzipSync(readFileSync(packed)), ...options });
`;
  copyFileSync(join(ROOT, 'node_modules/onnxruntime-web/dist', `${RUNTIME}.mjs`), join(DIST, 'onnx', loader));
  writeFileSync(join(DIST, 'onnx', `${RUNTIME}.mjs`), code);
}
