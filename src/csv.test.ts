import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, parseCsv } from './csv.ts';

const parse = (text: string) => parseCsv(new TextEncoder().encode(text));
const cells = (text: string) => parse(text).rows.map((row) => row.cells);

describe('what people and spreadsheets write', () => {
  test.each([
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4'],
    ['no last line break', 'a,b\n1,2\n3,4'],
    ['blank lines', '\na,b\n\n1,2\n\n\n3,4\n\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4'],
    ['semicolons', 'a;b\n1;2\n3;4'],
    ['tabs', 'a\tb\n1\t2\n3\t4'],
    ['quotes', '"a","b"\n"1","2"\n3,"4"'],
  ])('%s', (_, text) => {
    expect(parse(text).columns).toEqual(['a', 'b']);
    expect(cells(text)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('UTF-16 with its mark', () => {
    const text = '\ufeffa,b\nü,2\n';
    expect(parseCsv(new Uint8Array(Buffer.from(text, 'utf16le'))).rows[0].cells).toEqual(['ü', '2']);
  });

  test('separators, quotes and line breaks inside quotes, and the line of each row', () => {
    const table = parse('path,artist\n"a, ""b"".wav","one\r\ntwo"\nc.wav,Björk 音楽\n');
    expect(table.rows).toEqual([
      { line: 2, cells: ['a, "b".wav', 'one\r\ntwo'] },
      { line: 4, cells: ['c.wav', 'Björk 音楽'] },
    ]);
  });

  test('a comma in a quoted name of the header does not decide the separator', () => {
    expect(parse('"a,b,c";d\n1;2').columns).toEqual(['a,b,c', 'd']);
  });
});

describe('what is refused', () => {
  test.each([
    ['nothing', '', 'Expected a CSV table with a header, got an empty file.'],
    ['an open quote', 'a,b\n1,"2\n3,4', 'Expected a closing quote for line 2, got the end of the file.'],
    ['a short row', 'a,b\n1\n', 'Expected 2 cells on line 2, got 1.'],
    ['a long row', 'a,b\n1,2\n1,2,3\n', 'Expected 2 cells on line 3, got 3.'],
    ['a column twice', 'a, a\n', 'Expected each column once, got "a" twice.'],
    ['text after a quote', 'a,b\n"1"x,2', 'Expected a separator after a quoted cell on line 2, got "x".'],
    ['too many columns', ','.repeat(10_000), 'Expected at most 10000 columns, got more on line 1.'],
    [
      'a huge cell',
      `a\n${'x'.repeat(65_537)}`,
      'Expected at most 65536 characters in a cell, got more on line 2.',
    ],
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  test('bytes that are no text', () => {
    expect(() => parseCsv(Uint8Array.of(0x61, 0x0a, 0xff, 0xfe, 0x80))).toThrow('no Unicode text');
  });
});

test('a spreadsheet takes no text for a formula, and every text is read back', () => {
  const texts = ['=1+1', '+1', '-1', '@x', '\tx', "'=1", "''-", "'tis", '=HYPERLINK("http://x","y")'];
  const line = csvLine([...texts, -1.5]);
  const written = ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "''=1", "'''-", "'tis"];
  expect(line).toBe([...written, `"'=HYPERLINK(""http://x"",""y"")"`, '-1.5'].join(','));
  const columns = [...texts, ''].map((_, i) => `c${i}`).join(',');
  expect(cells(`${columns}\n${line}`)).toEqual([[...texts, '-1.5']]);
});

test('what is written is read back', () => {
  const cell = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
  const row = fc.array(cell, { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const text = ['x,y', ...rows.map(csvLine)].join('\n');
      expect(cells(text)).toEqual(rows);
    }),
  );
});

test('any text is read or refused by name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        const { columns, rows } = parseCsv(bytes);
        expect(rows.every((each) => each.cells.length === columns.length)).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({
          code: 'bad-request',
          message: expect.stringMatching(/^Expected .*got/s),
        });
      }
    }),
  );
});
