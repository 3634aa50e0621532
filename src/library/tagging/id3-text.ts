/** Text frames of ID3v2: an encoding, then texts with a null between them. */
import { latin1 } from '../../audio/bytes.ts';
import { ID3V1_GENRES } from '../../jobs/genre-names.ts';

const UTF16_BOM = 1;
const UTF16_BIG = 2;
const UTF8 = 3;

/** Texts of a frame's body. */
export function parseTexts(body: Uint8Array): string[] {
  const bytes = Buffer.from(body.subarray(1));
  const text = decode(body[0], bytes);
  return text.split('\0').map((part) => part.replace(/^\uFEFF/, ''));
}

/** Body of a text frame. Before 2.4 there is no UTF-8; Latin-1 is preferred for old readers. */
export function textBody(texts: readonly string[], version: number): Uint8Array {
  const joined = texts.join('\0');
  if (version === 4) return Buffer.concat([Buffer.from([UTF8]), Buffer.from(joined)]);
  if (/^[\0-\xff]*$/.test(joined)) return Buffer.concat([Buffer.from([0]), Buffer.from(joined, 'latin1')]);
  const units = texts.map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le'));
  const ended = units.flatMap((unit, i) => (i === 0 ? [unit] : [Buffer.alloc(2), unit]));
  return Buffer.concat([Buffer.from([UTF16_BOM]), ...ended]);
}

/**
 * Genres of a TCON frame: names, numbers of the list, `(17)` before a name that refines it, `RX` and `CR` for
 * remix and cover.
 */
export function parseGenres(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const [, references, rest] = /^((?:\((?:\d{1,3}|RX|CR)\))*)(.*)$/s.exec(text.trim())!;
    const named = [...references.matchAll(/\(([^)]*)\)/g)].map(([, code]) => genreOf(code));
    // Two opening brackets stand for one that is part of the name.
    return [...named, rest === '' ? '' : genreOf(rest.replace(/^\(\(/, '('))];
  });
}

/** Number in the list of ID3v1; 255 for any other. */
export function genreNumber(name = ''): number {
  const wanted = name.toLowerCase();
  const index = ID3V1_GENRES.findIndex((known) => known.toLowerCase() === wanted);
  return index < 0 ? 255 : index;
}

function genreOf(code: string): string {
  if (code === 'RX') return 'Remix';
  if (code === 'CR') return 'Cover';
  return /^\d{1,3}$/.test(code) ? (ID3V1_GENRES[Number(code)] ?? code) : code;
}

function decode(encoding: number, bytes: Buffer): string {
  if (encoding === UTF8) return bytes.toString('utf8');
  if (encoding === UTF16_BOM && bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes);
  if (encoding === UTF16_BOM) return bytes.toString('utf16le');
  if (encoding === UTF16_BIG) return bigEndian(bytes);
  return latin1(bytes);
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}
