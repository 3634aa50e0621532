/** The walls: a folder imports only from folders above it, and the core names neither Node nor the DOM. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

/** Top to bottom. The first ten are the isomorphic core. */
const LAYERS = [
  ['genres', 'errors', 'machine-faults', 'csv', 'format', 'group-by'],
  ['dsp'],
  ['audio'],
  ['features'],
  ['onnx'],
  ['models'],
  ['analysis'],
  ['description'],
  ['classify'],
  ['index'],
  ['sources'],
  ['jobs'],
  ['train'],
  ['library'],
  ['connect'],
  ['node'],
  ['server'],
  ['mcp'],
  ['cli'],
];
/** Folders of training, in the order of their imports. */
const ROOMS = ['data', 'fit', 'evaluate', 'report'];
/** The page says where its binary is; these tests try the page's runtime. */
const WEB_RUNTIME = ['web/engine/fetch-model.ts', 'src/onnx/ops.test.ts', 'test/golden/ear.test.ts'];
const CORE = new Set(LAYERS.slice(0, 10).flat());
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'/g;

interface Import {
  readonly file: string;
  readonly target: string;
}

describe('walls between folders', () => {
  const imports = filesUnder(SRC).flatMap(importsOf);

  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(10);
  });

  test('every folder of src has its place', () => {
    const places = new Set(LAYERS.flat());
    const folders = readdirSync(SRC).map((name) => name.replace(/(\.d|\.test)?\.ts$/, ''));
    expect(folders.filter((name) => !places.has(name) && name !== 'platform')).toEqual([]);
  });

  test('a folder imports only from folders above it', () => {
    const breaches = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      return layerOf(resolve(dirname(file), target)) > layerOf(file);
    });
    expect(breaches.map(show)).toEqual([]);
  });

  test('a room of training imports only from rooms before it', () => {
    const roomOf = (path: string) => ROOMS.indexOf(relative(join(SRC, 'train'), path).split(sep)[0]!);
    const ours = imports.filter(({ file }) => folderOf(file) === 'train');
    expect(ours.filter(({ file }) => roomOf(file) < 0).map(show)).toEqual([]);
    const breaches = ours.filter(({ file, target }) => {
      return target.startsWith('.') && roomOf(resolve(dirname(file), target)) > roomOf(file);
    });
    expect(breaches.map(show)).toEqual([]);
  });

  test('only dsp knows the kernels and their memory', () => {
    const breaches = imports.filter(
      ({ file, target }) => folderOf(file) !== 'dsp' && /\/kernels(\.wasm)?\.ts$/.test(target),
    );
    expect(breaches.map(show)).toEqual([]);
  });

  test('the core imports no Node module', () => {
    const breaches = imports.filter(
      ({ file, target }) => CORE.has(folderOf(file)) && target.startsWith('node:'),
    );
    expect(breaches.map(show)).toEqual([]);
  });

  test('the page imports the core and types of the server schema, nothing else of ours', () => {
    const breaches = filesUnder(join(ROOT, 'web'))
      .flatMap(importsOf)
      .filter(({ file, target }) => {
        if (!target.startsWith('.')) return target.startsWith('node:');
        const path = resolve(dirname(file), target);
        if (!path.startsWith(SRC + sep)) return false;
        return !CORE.has(folderOf(path)) && !/[\\/]server[\\/]((library|sources)-)?schema\.ts$/.test(path);
      });
    expect(breaches.map(show)).toEqual([]);
  });

  test('ONNX Runtime comes through the module that silences it, and no other', () => {
    const folders = ['src', 'web', 'scripts', 'test', 'bench', 'examples'].map((name) => join(ROOT, name));
    const found = folders
      .flatMap((folder) => filesUnder(folder, /\.(ts|tsx|js)$/))
      .flatMap(importsOf)
      .filter(({ target }) => /^onnxruntime-(node|web)/.test(target));
    expect(new Set(found.map(({ file }) => relative(ROOT, file)))).toEqual(
      new Set([join('src', 'onnx', 'runtime.ts'), ...WEB_RUNTIME]),
    );
  });

  test('no file imports itself by way of others, for types either', () => {
    expect(circlesIn([...imports, ...filesUnder(join(ROOT, 'web')).flatMap(importsOf)])).toEqual([]);
    expect(
      circlesIn(['ab', 'bc', 'cb'].map(([file, target]) => ({ file: `/${file}`, target: `./${target}` }))),
    ).toEqual([['/b', '/c']]);
  });

  test('a breach would be found', () => {
    const planted = importsIn(
      'x.ts',
      "import { a } from 'node:fs';\nexport * from '../cli/main.ts';\nimport '../b.ts'",
    );
    expect(planted.map((found) => found.target)).toEqual(['node:fs', '../cli/main.ts', '../b.ts']);
    expect(layerOf(join(SRC, 'cli/main.ts'))).toBeGreaterThan(layerOf(join(SRC, 'dsp/fft.ts')));
  });
});

function filesUnder(folder: string, names = /^(?!.*\.(test|d)\.ts$).*\.tsx?$/): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path, names);
    return names.test(entry.name) ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  return importsIn(file, readFileSync(file, 'utf8'));
}

function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => ({ file, target: (match[1] ?? match[2] ?? match[3])! }));
}

/** The files of each circle of imports, by Tarjan's strongly connected components. */
function circlesIn(found: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of found) {
    const path = target.startsWith('.') ? [resolve(dirname(file), target)] : [];
    targets.set(file, [...(targets.get(file) ?? []), ...path]);
  }
  const [order, lowest, open] = [new Map<string, number>(), new Map<string, number>(), [] as string[]];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    open.push(file);
    for (const target of targets.get(file) ?? []) {
      const reached = order.has(target)
        ? open.includes(target)
          ? order.get(target)!
          : Infinity
        : visit(target);
      lowest.set(file, Math.min(lowest.get(file)!, reached));
    }
    if (lowest.get(file) === order.get(file)) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest.get(file)!;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
}

function folderOf(path: string): string {
  return relative(SRC, path).split(sep)[0]!.replace(/\.ts$/, '');
}

function layerOf(path: string): number {
  return LAYERS.findIndex((names) => names.includes(folderOf(path)));
}

function show({ file, target }: Import): string {
  return `${relative(ROOT, file)} imports ${target}`;
}
