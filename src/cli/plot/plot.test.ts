import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { goldenSamples } from '../../../test/golden/signals.ts';
import { FIELDS } from './fields.ts';
import { PANEL_NAMES, panelsOf } from './panels.ts';
import { encodePng } from './png.ts';
import { renderSheet } from './sheet.ts';

describe('a sheet of panels', () => {
  test.each(['mix', 'silence', 'clicks120'])(
    'a sheet of panels of %s has every panel and no number that is none',
    (name) => {
      const panels = panelsOf(goldenSamples(name), PANEL_NAMES);
      const svg = renderSheet('song', panels, 3);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg.match(/<image /g)).toHaveLength(Object.keys(FIELDS).length);
      for (const { title } of panels) expect(svg).toContain(`>${title}</text>`);
    },
  );

  test('a title is text', () => {
    expect(renderSheet('<script>&\n', [], 1)).toContain('>&lt;script&gt;&amp;?</text>');
  });

  test('beats fall on the clicks, two a second', () => {
    const [{ title, marks }] = panelsOf(goldenSamples('clicks120'), ['beats']);
    expect(title).toMatch(/^Onsets and beats, 1[12]\d\.\d a minute$/);
    const gaps = marks!.slice(1).map((second, i) => second - marks![i]);
    for (const gap of gaps) expect(gap).toBeCloseTo(0.5, 1);
  });
});

test('a PNG holds its pixels row by row', () => {
  const png = encodePng(Uint8Array.of(0, 1, 2, 3, 4, 5), 3, new Uint8Array(768));
  const at = png.indexOf('IDAT');
  const data = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  expect([...inflateSync(data)]).toEqual([0, 0, 1, 2, 0, 3, 4, 5]);
  expect(png.readUInt32BE(16)).toBe(3);
  expect(png.readUInt32BE(20)).toBe(2);
});
