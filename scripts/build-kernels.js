// Compiles the hot loops (AssemblyScript) and writes their bytes and interfaces: src/dsp/kernels.wasm.ts and others.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** The folders of sources, and what each becomes. */
export const KERNELS = {
  'src/dsp/kernels': 'src/dsp/kernels.wasm.ts',
  'src/audio/mp3/kernels': 'src/audio/mp3/layer3.wasm.ts',
  'src/audio/flac/kernels': 'src/audio/flac/frame.wasm.ts',
  'src/audio/aac/kernels': 'src/audio/aac/aac.wasm.ts',
};
const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const OPTIONS = '--bindings raw --optimizeLevel 3 --noAssert --runtime stub --enable simd'.split(' ');

/** The source text of the module of a folder, freshly compiled. */
export async function compileKernels(folder) {
  const written = {};
  const { error, stderr } = await asc.main([`${folder}/index.ts`, '-o', 'kernels.wasm', ...OPTIONS], {
    readFile: (name, base) => readSource(path.join(root, base, name)),
    writeFile: (name, contents) => {
      written[name] = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`Expected the kernels to compile, got ${error.message}\n${stderr.toString()}`);
  const source = `// Written by scripts/build-kernels.js from ${folder}: do not edit.
${signatures(String(written['kernels.d.ts']))}
${base64(Buffer.from(written['kernels.wasm']))}`;
  return formatted(source, KERNELS[folder]);
}

function readSource(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** @param declarations what `asc --bindings raw` declares */
function signatures(declarations) {
  const functions = [...declarations.matchAll(/export function (\w+)\((.*?)\): (void|number);/g)];
  const entries = functions.map(([, name, list, returns]) => {
    const parameters = [...list.matchAll(/(\w+): number/g)].map(([, parameter]) => `'${parameter}'`);
    return `${name}: { parameters: [${parameters}], returns: '${returns}' }`;
  });
  return `/** Every kernel's parameters, in their order, and what it returns. */
export const SIGNATURES = { ${entries.sort().join(',\n')} } as const;\n`;
}

function base64(bytes) {
  const lines = bytes.toString('base64').match(/.{1,100}/g);
  return `export const KERNELS_BASE64 =\n${lines.map((line) => `'${line}'`).join(' +\n')};`;
}

function formatted(source, target) {
  const options = { cwd: root, input: source, encoding: 'utf8' };
  return execFileSync(
    process.execPath,
    [BIOME, 'format', `--stdin-file-path=${path.join(root, target)}`],
    options,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [folder, target] of Object.entries(KERNELS)) {
    writeFileSync(path.join(root, target), await compileKernels(folder));
  }
}
