import { SaxesParser } from 'saxes';
import { TonearmError } from '../../errors.ts';

/** Object in a listing. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** ETag with its quotes; empty if unknown. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/** One answer of `ListObjectsV2`. */
export interface ListingPage {
  readonly objects: readonly ListedObject[];
  /** Continuation token of the next page; undefined after the last. */
  readonly next?: string;
}

const ROOT = 'ListBucketResult';
const MAX_TEXT = 8_192;
const MAX_DEPTH = 8;

/** @throws source-failed for what is no listing, such as a page of a web server */
export function parseListing(xml: string): ListingPage {
  const reader = new ListingReader();
  try {
    reader.read(xml);
  } catch (cause) {
    throw new TonearmError(
      'source-failed',
      'Expected a list of objects in XML, got something else. Is AWS_ENDPOINT_URL_S3 the address of an S3 server?',
      { cause },
    );
  }
  return reader.page();
}

class ListingReader {
  readonly #path: string[] = [];
  readonly #objects: Record<string, string>[] = [];
  readonly #head: Record<string, string> = {};
  #text = '';

  read(xml: string): void {
    const parser = new SaxesParser({ xmlns: false });
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('doctype', () => {
      throw new Error('a document type');
    });
    parser.on('opentag', ({ name }) => this.#open(name));
    parser.on('text', (text) => this.#add(text));
    parser.on('cdata', (text) => this.#add(text));
    parser.on('closetag', () => this.#close());
    parser.write(xml).close();
    if (!('' in this.#head)) throw new Error('no root');
  }

  page(): ListingPage {
    const isEncoded = this.#head.EncodingType === 'url';
    const next = this.#head.IsTruncated === 'true' ? (this.#head.NextContinuationToken ?? '') : undefined;
    return { objects: this.#objects.map((fields) => objectOf(fields, isEncoded)), next };
  }

  #open(name: string): void {
    const local = name.slice(name.indexOf(':') + 1);
    if (this.#path.length === 0 && local !== ROOT) throw new Error(`a root ${local.slice(0, 40)}`);
    if (this.#path.push(local) > MAX_DEPTH) throw new Error('too deep');
    if (this.#path.length === 2 && local === 'Contents') this.#objects.push({});
    this.#text = '';
  }

  #add(text: string): void {
    this.#text += text;
    if (this.#text.length > MAX_TEXT) throw new Error('too much text');
  }

  #close(): void {
    const name = this.#path.pop()!;
    if (this.#path.length === 0) this.#head[''] = '';
    else if (this.#path.length === 1) this.#head[name] = this.#text;
    else if (this.#path.length === 2 && this.#path[1] === 'Contents')
      this.#objects.at(-1)![name] = this.#text;
    this.#text = '';
  }
}

function objectOf(
  { Key = '', Size = '', ETag = '', LastModified = '' }: Record<string, string>,
  isEncoded: boolean,
): ListedObject {
  return {
    key: isEncoded ? decoded(Key) : Key,
    size: /^\d{1,15}$/.test(Size) ? Number(Size) : -1,
    etag: etagOf(ETag),
    modifiedMs: Date.parse(LastModified) || 0,
  };
}

/** Decodes a key as S3 encodes it: spaces as plus signs. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

/** ETag with its quotes, if all characters are printable; else empty. */
export function etagOf(text: string): string {
  const bare = text.replace(/^"|"$/g, '');
  return /^[\x21\x23-\x7e]{1,200}$/.test(bare) ? `"${bare}"` : '';
}
