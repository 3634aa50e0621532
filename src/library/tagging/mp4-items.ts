/** Items of an iTunes tag in mp4: each a box of `data` boxes. */
import { type Box, boxesIn } from '../../audio/mp4/boxes.ts';
import { TonearmError } from '../../errors.ts';
import { ID3V1_GENRES } from '../../jobs/genre-names.ts';
import type { TagFields } from './contract.ts';
import { textNameOf, textsPart } from './named-texts.ts';
import type { Splice } from './splice.ts';
import type { TagEdit } from './tag-editor.ts';
import { cleanValues, tempoOf } from './values.ts';

const GENRE = '\u00a9gen';
/** Numeric genre atom: a number of the list of ID3v1, plus one. */
const GENRE_NUMBER = 'gnre';
const TEMPO = 'tmpo';
const COMMENT = '\u00a9cmt';
const FREE_FORM = '----';
const FREE_FORM_OWNER = 'com.apple.iTunes';
/** Names that programs expect in lower case. */
const SMALL_NAMES: readonly string[] = ['INITIALKEY'];
const VERSION_BYTES = 4;
const TEXT = 1;
const INTEGER = 21;
/** Header bytes of a data box before its value: type and locale. */
const DATA_HEADER_BYTES = 8;
const LONGEST_READ = 4_096;
const MAX_BPM = 0x7fff;

export function itemFields(view: DataView, list: Box): TagFields {
  const items = [...boxesIn(view, list)];
  const valuesOf = (type: string) =>
    items.filter((item) => item.type === type).flatMap((item) => dataOf(view, item));
  const texts = valuesOf(GENRE).map((bytes) => bytes.toString('utf8'));
  const numbered = valuesOf(GENRE_NUMBER).map((bytes) => ID3V1_GENRES[numberIn(bytes) - 1] ?? '');
  return {
    genres: cleanValues([...texts, ...numbered]),
    tempo: tempoOf(valuesOf(TEMPO).map((bytes) => String(numberIn(bytes)))),
    ...textsPart(items.flatMap((item) => namedText(view, item))),
  };
}

/** Replacements within the list's contents, at offsets of the view. */
export function editItems(view: DataView, list: Box, edit: TagEdit): Splice[] {
  const items = [...boxesIn(view, list)];
  const end = items.at(-1)?.end ?? list.start;
  const replace = (isOld: (item: Box) => boolean, item: Buffer): Splice[] => {
    const old = items.filter(isOld);
    if (old.length === 0) return [{ offset: end, remove: 0, insert: item }];
    return old.map((box, i) => {
      const start = headerOf(view, box);
      return { offset: start, remove: box.end - start, insert: i === 0 ? item : new Uint8Array() };
    });
  };
  return [
    ...(edit.genres
      ? replace(({ type }) => type === GENRE || type === GENRE_NUMBER, genreItem(edit.genres))
      : []),
    ...(edit.tempo === undefined ? [] : replace(({ type }) => type === TEMPO, tempoItem(edit.tempo))),
    ...Object.entries(edit.texts ?? {}).flatMap(([name, text]) =>
      replace(
        (item) => namedText(view, item).some(([known]) => textNameOf(known) === name),
        namedItem(name, text),
      ),
    ),
  ];
}

/** Items as the contents of a new list. */
export function newItems({ genres, tempo, texts = {} }: TagEdit): Buffer {
  return Buffer.concat([
    ...(genres ? [genreItem(genres)] : []),
    ...(tempo === undefined ? [] : [tempoItem(tempo)]),
    ...Object.entries(texts).map(([name, text]) => namedItem(name, text)),
  ]);
}

/** Offset of a box's header. @throws broken-audio for a 64-bit size */
export function headerOf(view: DataView, { start, end }: Box): number {
  if (view.getUint32(start - 8) !== end - start + 8) {
    throw new TonearmError(
      'broken-audio',
      'Expected mp4 boxes with sizes of 32 bits around the tags, got others.',
    );
  }
  return start - 8;
}

export function boxBytes(type: string, ...contents: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(contents.reduce((sum, { length }) => sum + length, head.length));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...contents]);
}

function genreItem(genres: readonly string[]): Buffer {
  return boxBytes(GENRE, ...genres.map((genre) => dataBox(TEXT, Buffer.from(genre))));
}

function tempoItem(tempo: number): Buffer {
  const value = Buffer.alloc(2);
  value.writeUInt16BE(Math.min(tempo, MAX_BPM));
  return boxBytes(TEMPO, dataBox(INTEGER, value));
}

/** Item of a named text; a comment has a dedicated one. */
function namedItem(name: string, text: string): Buffer {
  if (name === 'COMMENT') return boxBytes(COMMENT, dataBox(TEXT, Buffer.from(text)));
  const told = (type: string, value: string) =>
    boxBytes(type, Buffer.alloc(VERSION_BYTES), Buffer.from(value));
  return boxBytes(
    FREE_FORM,
    told('mean', FREE_FORM_OWNER),
    told('name', SMALL_NAMES.includes(name) ? name.toLowerCase() : name),
    dataBox(TEXT, Buffer.from(text)),
  );
}

/** Name and text of a freeform or comment item; nothing of an item of another kind. */
function namedText(view: DataView, item: Box): (readonly [name: string, text: string])[] {
  if (item.type === COMMENT) return dataOf(view, item).map((bytes) => ['COMMENT', bytes.toString('utf8')]);
  if (item.type !== FREE_FORM) return [];
  const name = [...boxesIn(view, item)].find(({ type }) => type === 'name');
  if (!name || name.start + VERSION_BYTES > name.end) return [];
  const end = Math.min(name.end, name.start + LONGEST_READ);
  const at = name.start + VERSION_BYTES;
  const text = Buffer.from(view.buffer, view.byteOffset + at, end - at).toString('utf8');
  return dataOf(view, item).map((bytes) => [text, bytes.toString('utf8')] as const);
}

function dataBox(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(DATA_HEADER_BYTES);
  head.writeUInt32BE(type);
  return boxBytes('data', head, value);
}

function dataOf(view: DataView, item: Box): Buffer[] {
  return [...boxesIn(view, item)].flatMap(({ type, start, end }) => {
    const from = start + DATA_HEADER_BYTES;
    const to = Math.min(end, from + LONGEST_READ);
    return type === 'data' && from <= to ? [Buffer.from(view.buffer, view.byteOffset + from, to - from)] : [];
  });
}

function numberIn(bytes: Buffer): number {
  return bytes.length >= 1 && bytes.length <= 4 ? bytes.readUIntBE(0, bytes.length) : 0;
}
