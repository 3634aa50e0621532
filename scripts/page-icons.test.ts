import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ICONS_FILE, iconsModule } from './page-icons.ts';

test('the page has the icons that it names, and no others', () => {
  // As scripts/page-icons.ts and the formatter leave it.
  const bare = (text: string) => text.replace(/\s+|,(?=\s*\))/g, '');
  expect(bare(readFileSync(ICONS_FILE, 'utf8'))).toBe(bare(iconsModule()));
});
