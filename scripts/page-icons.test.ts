import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ICONS, iconFiles } from './page-icons.ts';

test('the page has the icons that it names, and no others', () => {
  const wanted = iconFiles();
  const there = readdirSync(join(ICONS, 'tabler')).map((name) => `tabler/${name}`);
  expect(['icons.ts', ...there].sort()).toEqual([...wanted.keys()].sort());
  // The files must be as scripts/page-icons.ts and the formatter write them.
  const bare = (text: string) => text.replace(/\s+|,(?=\s*\))/g, '');
  for (const [name, text] of wanted)
    expect(bare(readFileSync(join(ICONS, name), 'utf8')), name).toBe(bare(text));
});
