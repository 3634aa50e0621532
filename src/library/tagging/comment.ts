/** Vorbis comments: a vendor's name, a count, then `NAME=value` texts, each after its length. */
import { viewOf } from '../../audio/bytes.ts';
import { TonearmError } from '../../errors.ts';
import type { TagFields } from './contract.ts';
import { textsPart } from './named-texts.ts';
import { inOrder, type Splice, spliceBytes } from './splice.ts';
import type { TagEdit } from './tag-editor.ts';
import { cleanValues, tempoOf } from './values.ts';

interface Entry {
  /** Name in capitals. */
  readonly name: string;
  readonly value: string;
  /** Range including the length field. */
  readonly start: number;
  readonly end: number;
}

export interface Comments {
  /** Offset of the count. */
  readonly countAt: number;
  readonly entries: readonly Entry[];
  /** Offset after the last entry. */
  readonly end: number;
}

const GENRE = 'GENRE';
const TEMPO = 'BPM';
/** Longest name or value that is read; covers in a comment are longer. */
const LONGEST_READ = 4_096;

/** @throws broken-audio where a length leads outside. */
export function parseComments(body: Uint8Array): Comments {
  const view = viewOf(body);
  const word = (at: number): number => {
    if (at + 4 > body.length)
      throw new TonearmError('broken-audio', 'Expected comments in order, got ones that are cut off.');
    return view.getUint32(at, true);
  };
  const countAt = 4 + word(0);
  const count = word(countAt);
  const entries: Entry[] = [];
  let at = countAt + 4;
  for (let i = 0; i < count; i++) {
    const end = at + 4 + word(at);
    if (end > body.length)
      throw new TonearmError('broken-audio', 'Expected comments in order, got ones that are cut off.');
    entries.push({
      ...nameAndValue(body.subarray(at + 4, Math.min(end, at + 4 + LONGEST_READ))),
      start: at,
      end,
    });
    at = end;
  }
  return { countAt, entries, end: at };
}

export function commentFields({ entries }: Comments): TagFields {
  const valuesOf = (wanted: string) =>
    entries.filter(({ name }) => name === wanted).map(({ value }) => value);
  const named = entries.map(({ name, value }) => [name, value] as const);
  return { genres: cleanValues(valuesOf(GENRE)), tempo: tempoOf(valuesOf(TEMPO)), ...textsPart(named) };
}

/** Replacements within the comments' own bytes. */
export function editComments(comments: Comments, { genres, tempo, texts = {} }: TagEdit): Splice[] {
  const changes = [
    ...(genres ? [replaceEntries(comments, GENRE, genres)] : []),
    ...(tempo === undefined ? [] : [replaceEntries(comments, TEMPO, [String(tempo)])]),
    ...Object.entries(texts).map(([name, text]) => replaceEntries(comments, name, [text])),
  ];
  const count = changes.reduce((sum, { added }) => sum + added, comments.entries.length);
  const counted = { offset: comments.countAt, remove: 4, insert: littleEndian(count) };
  return inOrder([counted, ...changes.flatMap(({ splices }) => splices)]);
}

/** Comment block for a file without one. */
export function newComments(vendor: string, edit: TagEdit): Uint8Array {
  const name = Buffer.from(vendor);
  const empty = Buffer.concat([littleEndian(name.length), name, littleEndian(0)]);
  return spliceBytes(empty, editComments(parseComments(empty), edit));
}

function replaceEntries(
  { entries, end }: Comments,
  name: string,
  values: readonly string[],
): { splices: Splice[]; added: number } {
  const old = entries.filter((entry) => entry.name === name);
  const texts = Buffer.concat(values.map((value) => entryBytes(`${name}=${value}`)));
  const removals = old.map(({ start, end: after }, i) => {
    return { offset: start, remove: after - start, insert: i === 0 ? texts : new Uint8Array() };
  });
  const splices = removals.length > 0 ? removals : [{ offset: end, remove: 0, insert: texts }];
  return { splices, added: values.length - old.length };
}

function nameAndValue(bytes: Uint8Array): { name: string; value: string } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const sign = text.indexOf('=');
  // Without a sign it has no name that anybody asks for.
  return sign < 0
    ? { name: '', value: text }
    : { name: text.slice(0, sign).toUpperCase(), value: text.slice(sign + 1) };
}

function entryBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([littleEndian(bytes.length), bytes]);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
