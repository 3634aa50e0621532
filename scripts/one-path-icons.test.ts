import { expect, test } from 'vitest';
import { inOnePath } from './one-path-icons.ts';

const made = (type: string, ...paths: string[]) => {
  const node = paths.map((d, i) => ['path', { d, key: `svg-${i}` }]);
  return `const __iconNode = ${JSON.stringify(node)};\nconst IconX = createReactComponent("${type}", "x", "X", __iconNode);`;
};

test('the strokes of an icon become one path', () => {
  expect(inOnePath(made('outline', 'M1 2h3', 'M5 6l1 1'))).toBe(made('outline', 'M1 2h3M5 6l1 1'));
});

test('icons whose shapes cannot be joined stay as they are', () => {
  const filled = made('filled', 'M1 2h3v3z', 'M2 3h1v1z');
  const relative = made('outline', 'M1 2h3', 'm5 6l1 1');
  for (const icon of [filled, relative]) expect(inOnePath(icon)).toBe(icon);
});
