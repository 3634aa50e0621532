/** ID3v2.3 tags in front of an mp3. */

export interface Id3 {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly genre?: string;
  /** Picture with any content. */
  readonly picture?: Uint8Array;
}

/** A picture of one dot. */
export const DOT_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

const TEXTS = { title: 'TIT2', artist: 'TPE1', album: 'TALB', genre: 'TCON' } as const;
const UTF16 = Buffer.from([1, 0xff, 0xfe]);

export function withId3(mp3: Uint8Array, tags: Id3): Uint8Array {
  const texts = Object.entries(TEXTS).flatMap(([key, id]) => {
    const text = tags[key as keyof typeof TEXTS];
    return text === undefined ? [] : [frame(id, Buffer.concat([UTF16, Buffer.from(text, 'utf16le')]))];
  });
  const pictures = tags.picture ? [frame('APIC', pictureOf(tags.picture))] : [];
  const body = Buffer.concat([...texts, ...pictures]);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), syncSafe(body.length), body, mp3]);
}

function pictureOf(bytes: Uint8Array): Buffer {
  // The frame begins with Latin-1, the MIME type, "front cover" and no description.
  return Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), bytes]);
}

function frame(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, 'latin1');
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

function syncSafe(size: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f));
}
