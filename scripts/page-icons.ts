/**
 * Writes web/icons/tabler/ and the module that names them: of the thousands of Tabler's icons those that the page uses,
 * each as one path, in a file of its own, so that a page loads those that it shows.
 *
 *     node --import tsx scripts/page-icons.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { icons } from '@iconify-json/tabler';

const PAGE = fileURLToPath(new URL('../web/', import.meta.url));
export const ICONS = join(PAGE, 'icons');
const LIST = 'icons.ts';
const HEAD = '/** Of Tabler (MIT), made by scripts/page-icons.ts: run it for another one. */';

/** The files below web/icons, by their names. @throws where there is no such icon */
export function iconFiles(): Map<string, string> {
  const names = iconsNamed();
  const list = names.map((name) => `export { ${name} } from './tabler/${kebab(name)}.ts';`);
  return new Map([
    [LIST, `${[HEAD, ...list].join('\n')}\n`],
    ...names.map((name) => [`tabler/${kebab(name)}.ts`, declarationOf(name)] as const),
  ]);
}

/** Sorted, e.g. IconPlayerPlayFilled. */
function iconsNamed(): string[] {
  const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const imports = files.flatMap((name) =>
    [
      ...readFileSync(join(PAGE, name), 'utf8').matchAll(/import \{([^}]*)\} from '[./]+icons\/icons\.ts'/g),
    ].map(([, names]) => names!),
  );
  return [...new Set(imports.flatMap((names) => names.match(/Icon\w+/g) ?? []))].sort();
}

function declarationOf(name: string): string {
  const icon = icons.icons[kebab(name)];
  if (icon === undefined) throw new Error(`Expected an icon of Tabler, got ${name}.`);
  const kind = name.endsWith('Filled') ? 'filled' : 'outlined';
  const module = [
    HEAD,
    `import { ${kind} } from '../icon.tsx';`,
    '',
    `export const ${name} = /* @__PURE__ */ ${kind}(`,
    `  '${pathOf(icon.body)}',`,
    ');',
  ];
  return `${module.join('\n')}\n`;
}

/** e.g. player-play-filled, volume-2. */
function kebab(name: string): string {
  return name
    .slice('Icon'.length)
    .replace(/(?<=[a-z])(?=[A-Z\d])|(?<=\d)(?=[A-Z])/g, '-')
    .toLowerCase();
}

/** All strokes in one, which a browser styles and React makes once. */
function pathOf(body: string): string {
  const paths = [...body.matchAll(/<path [^>]*?\bd="([^"]+)"/g)].map(([, d]) => d!);
  const others = body.replace(/<\/?g[^>]*>|<path [^>]*>/g, '');
  if (paths.length === 0 || others !== '') throw new Error(`Expected an icon of paths, got ${body}.`);
  return paths.map(fromItsStart).join('');
}

/** Behind another path `m` would count from its end. */
function fromItsStart(d: string): string {
  if (d.startsWith('m') && !/^m\s*-?[\d.]+[\s-]+[\d.]+[a-zA-Z]/.test(d))
    throw new Error(`Expected a path that says its second step, got ${d}.`);
  return d.replace(/^m/, 'M');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(join(ICONS, 'tabler'), { recursive: true, force: true });
  mkdirSync(join(ICONS, 'tabler'));
  for (const [name, text] of iconFiles()) writeFileSync(join(ICONS, name), text);
}
