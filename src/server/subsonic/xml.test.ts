import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { elementOf } from './xml.ts';

interface Read {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
}

/** Elements in the order of their starts, by a parser that takes nothing but well-formed XML. */
function read(xml: string): Read[] {
  const found: Read[] = [];
  const open: Read[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

test('values are attributes, lists are elements, and a value of its own name is text', () => {
  const xml = elementOf('genres', {
    genre: [
      { songCount: 2, value: 'R&B' },
      { songCount: 1, value: 'Jazz' },
    ],
    versions: [1, 2],
    nobody: undefined,
    empty: {},
  });
  expect(xml).toBe(
    '<genres><genre songCount="2">R&amp;B</genre><genre songCount="1">Jazz</genre>' +
      '<versions>1</versions><versions>2</versions><empty/></genres>',
  );
});

test.each(['a"b\'c<d>&e', 'two\nlines\r\nand\ttabs', ']]>', '  spaces  ', '<!--', '‮abc夜🎵', '&amp;'])(
  'a name of signs that mean something to XML comes back as it was: %j',
  (name) => {
    const [, song, mood] = read(elementOf('list', { song: [{ title: name }], mood: [name] }));
    expect(song.attributes.title).toBe(name);
    expect(mood.text).toBe(name);
  },
);

test('what XML cannot say becomes a sign for it, and the rest stays', () => {
  const [song] = read(elementOf('song', { title: 'a\0b\x1bc\ud800d￿e' }));
  expect(song.attributes.title).toBe('a�b�c�d�e');
});

test('any text comes back through a parser', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (title, mood) => {
      const [, song, element] = read(elementOf('list', { song: [{ title }], mood: [mood] }));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant.
      const said = (name: string) => name.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '�');
      expect(song.attributes.title).toBe(said(title));
      expect(element.text).toBe(said(mood));
    }),
  );
});
