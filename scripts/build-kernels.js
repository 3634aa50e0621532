// Compiles src/dsp/kernels (AssemblyScript) and writes the bytes as src/dsp/kernels.wasm.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const TARGET = path.join(root, 'src/dsp/kernels.wasm.ts');

/** The module's source text, freshly compiled. */
export async function compileKernels() {
  let bytes;
  const options = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  const { error, stderr } = await asc.main(['src/dsp/kernels/index.ts', '-o', 'kernels.wasm', ...options], {
    readFile: (name, base) => readSource(path.join(root, base, name)),
    writeFile: (_name, contents) => {
      bytes = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`Expected the kernels to compile, got ${error.message}\n${stderr.toString()}`);
  return wrap(Buffer.from(bytes).toString('base64'));
}

function readSource(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function wrap(base64) {
  const lines = base64.match(/.{1,100}/g).map((line) => `  '${line}'`);
  return [
    '// Written by scripts/build-kernels.js from src/dsp/kernels: do not edit.',
    'export const KERNELS_BASE64 =',
    `${lines.join(' +\n')};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await compileKernels());
