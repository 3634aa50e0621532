// Bundles into modules of dist/ what they alone need of large packages, so that an installation does not bring them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './ready.js';
import { BUNDLED } from './shipped.js';

const DIST = join(ROOT, 'dist');
const RUNTIME = 'ort-wasm-simd-threaded';

await bundleInPlace('train/report/charts.js');
await bundleInPlace('onnx/runtime.js');
copyRuntimeLoader();

async function bundleInPlace(path) {
  const file = join(DIST, path);
  const bundle = await rolldown({
    input: file,
    platform: 'node',
    resolve: { conditionNames: ['onnxruntime-web-use-extern-wasm', 'import'] },
    external: (id, importer, isResolved) =>
      importer === file && !isResolved && !BUNDLED.includes(id.split('/')[0]),
  });
  const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false });
  writeFileSync(file, output[0].code);
}

/** What loads the WebAssembly runtime; its binary is the one of the page, which has a hash in its name. */
function copyRuntimeLoader() {
  const binary = readdirSync(join(DIST, 'web/assets')).find(
    (name) => name.startsWith(RUNTIME) && name.endsWith('.wasm'),
  );
  const code = readFileSync(join(ROOT, 'node_modules/onnxruntime-web/dist', `${RUNTIME}.mjs`), 'utf8');
  writeFileSync(
    join(DIST, 'onnx', `${RUNTIME}.mjs`),
    code.replaceAll(`${RUNTIME}.wasm`, `../web/assets/${binary}`),
  );
}
