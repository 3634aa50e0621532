/** One way each: what the house asks of every line and the linter has no rule for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FILES = ['src', 'web', 'test', 'bench', 'scripts', 'examples'].flatMap((folder) => filesUnder(folder));

/** Forbidden idioms, and what replaces them. */
const IDIOMS: readonly { readonly found: RegExp; readonly say: string }[] = [
  { found: /^\s*(?:private|protected|public) (?!constructor)/, say: '#name' },
  { found: /^\s*it(?:\.\w+)?\(/, say: 'test(' },
  { found: /[\w\])] [+-]= 1[;)]/, say: 'i++' },
  { found: /@throws \{/, say: '@throws code' },
  { found: /Number\.(?:POSITIVE|NEGATIVE)_INFINITY/, say: 'Infinity' },
  { found: /\/\*\* (?:As|How|Of|What|Where) /, say: 'a comment that begins with the noun' },
  { found: /class \w+ extends TonearmError/, say: "new TonearmError('code', ...)" },
];

describe('one way each', () => {
  test.each(IDIOMS)('$say is said in one way everywhere', ({ found }) => {
    expect(FILES.flatMap((file) => linesOf(file, (line) => found.test(line)))).toEqual([]);
  });

  test('a property of an interface is readonly where its own file never assigns it', () => {
    expect(FILES.filter((file) => /\.tsx?$/.test(file)).flatMap(unassignedProperties)).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.(?:tsx?|js)$/.test(file) && !/.kernels.|fixtures|idioms\.test|\.d\.ts$/.test(file));
}

function linesOf(file: string, isBreach: (line: string) => boolean): string[] {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
  return lines.flatMap((line, i) => (isBreach(line) ? [`${file}:${i + 1} ${line.trim()}`] : []));
}

/** Properties of interfaces at the outermost level of a formatted file. */
function unassignedProperties(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  let inside = false;
  return linesOf(file, (line) => {
    if (/^(?:export )?(?:declare )?interface \w+.*\{$|^(?:export )?type \w+ = \{$/.test(line)) inside = true;
    else if (line.startsWith('}')) inside = false;
    const name = inside ? /^ {2}(?!readonly )['"]?(\w+)['"]?\??: /.exec(line)?.[1] : undefined;
    return name !== undefined && !isAssigned(name, text);
  });
}

function isAssigned(name: string, text: string): boolean {
  const assignment = String.raw`[.]${name}\s*(?:(?:[-+*/|]|<<|>>>?|\?\?|\|\|)?=(?![=>])|\+\+|--)`;
  return new RegExp(assignment).test(text);
}
