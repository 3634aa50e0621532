/** ID3 frames of named texts: some have a frame of their own, the others share TXXX. */
import type { TextName } from './named-texts.ts';

const OWN_FRAMES: Partial<Record<TextName, string>> = { INITIALKEY: 'TKEY', MOOD: 'TMOO', COMMENT: 'COMM' };
/** Frame ids of version 2.2, which has none for a mood. */
const SHORT_IDS: Readonly<Record<string, string>> = {
  TCON: 'TCO',
  TBPM: 'TBP',
  TXXX: 'TXX',
  TKEY: 'TKE',
  COMM: 'COM',
};
const SHORT_VERSION = 2;
const LANGUAGE = 'eng';

/** Frame id in a version; undefined if it has none of the kind. */
export function frameId(id: string, version: number): string | undefined {
  return version === SHORT_VERSION ? SHORT_IDS[id] : id;
}

/** Frames that may hold named texts, dedicated ones first. */
export const NAMED_FRAMES: readonly string[] = [...Object.values(OWN_FRAMES), 'TXXX'];

/** Name and text of a frame; undefined for other names. */
export function namedText(id: string, texts: readonly string[]): readonly [string, string] | undefined {
  const [first = '', second = ''] = texts;
  if (id === 'TXXX') return [first, second];
  // Comments with a description are notes of programs.
  if (id === 'COMM') return first === '' ? ['COMMENT', second] : undefined;
  const own = Object.entries(OWN_FRAMES).find(([, frame]) => frame === id);
  return own && [own[0], first];
}

/** Frame of a named text. */
export function frameOf(name: string, text: string, version: number): readonly [id: string, texts: string[]] {
  const own = OWN_FRAMES[name as TextName];
  if (own === undefined || frameId(own, version) === undefined) return ['TXXX', [name, text]];
  return [own, own === 'COMM' ? ['', text] : [text]];
}

/** Texts of a comment frame, after its language. */
export function withLanguage(id: string, body: Uint8Array): Uint8Array {
  if (id !== 'COMM') return body;
  return Buffer.concat([body.subarray(0, 1), Buffer.from(LANGUAGE), body.subarray(1)]);
}

export function withoutLanguage(id: string, body: Uint8Array): Uint8Array {
  if (id !== 'COMM') return body;
  return Buffer.concat([body.subarray(0, 1), body.subarray(1 + LANGUAGE.length)]);
}
