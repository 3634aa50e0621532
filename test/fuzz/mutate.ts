/** Damage as files suffer it and as attackers do it: where the formats keep their sizes, places and codes. */
import type { Random } from './random.ts';

const MARKS = [
  ...[
    'RIFF',
    'fmt ',
    'data',
    'fact',
    'LIST',
    'FORM',
    'COMM',
    'SSND',
    '.snd',
    'fLaC',
    'OggS',
    'OpusHead',
    'OpusTags',
  ],
  ...[
    'vorbis',
    'ID3',
    'TCON',
    'TBPM',
    'APIC',
    'TXXX',
    'TAG',
    'APETAGEX',
    'Xing',
    'Info',
    'LAME',
    'VBRI',
    'GENRE=',
  ],
  ...[
    'ftyp',
    'moov',
    'mvhd',
    'trak',
    'mdhd',
    'stsd',
    'mp4a',
    'esds',
    'dOps',
    'stts',
    'stsc',
    'stsz',
    'stco',
    'co64',
  ],
  ...[
    'elst',
    'moof',
    'tfhd',
    'trun',
    'mvex',
    'udta',
    'meta',
    'ilst',
    '\u00a9gen',
    'tmpo',
    '----',
    'free',
    'mdat',
  ],
  ...[
    '\x1aE\xdf\xa3',
    '\x18S\x80g',
    '\x15I\xa9f',
    '\x16T\xaek',
    '\x1fC\xb6u',
    '\x63\xa2',
    '\xae',
    '\xa3',
    '\xff\xfb',
  ],
  ...['\xff\xf1', '\xff\xf8'],
];
const NUMBERS = [
  0, 1, 2, 3, 7, 8, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000,
];
const MAX_STEPS = 6;
const MAX_BYTES = 1 << 18;

type Step = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const STEPS: readonly Step[] = [
  (bytes, random) => numberAt(bytes, spot(bytes, random), random),
  (bytes, random) => numberAt(bytes, spot(bytes, random), random),
  flipBits,
  (bytes, random) => spliced(bytes, place(bytes, random), 0, noise(random)),
  (bytes, random) => spliced(bytes, place(bytes, random), length(random), Buffer.alloc(0)),
  (bytes, random) => bytes.subarray(0, place(bytes, random)),
  (bytes, random) => spliced(bytes, place(bytes, random), 0, piece(bytes, random)),
  (bytes, random) => spliced(bytes, spot(bytes, random), 0, piece(bytes, random)),
  (bytes, random, other) => spliced(bytes, place(bytes, random), length(random), piece(other, random)),
  (bytes, random) => spliced(bytes, spot(bytes, random), 0, Buffer.alloc(length(random))),
];

/** A damaged copy of `seed`, in part from `other`. */
export function mutate(seed: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(seed);
  const steps = 1 + random.below(MAX_STEPS);
  for (let i = 0; i < steps; i++) bytes = Buffer.from(random.one(STEPS)(bytes, random, Buffer.from(other)));
  if (random.chance(0.9)) sealOggPages(bytes);
  return new Uint8Array(bytes.subarray(0, MAX_BYTES));
}

/** Position just after a marker of the format, or just before it, where sizes are; else anywhere, headers most. */
function spot(bytes: Buffer, random: Random): number {
  const at = bytes.indexOf(
    Buffer.from(random.one(MARKS), 'latin1'),
    random.chance(0.7) ? 0 : place(bytes, random),
  );
  return at < 0 ? place(bytes, random) : Math.max(0, at - 8 + random.below(48));
}

function place(bytes: Buffer, random: Random): number {
  return random.below(random.chance(0.5) ? Math.min(bytes.length, 512) : bytes.length);
}

function length(random: Random): number {
  return 1 + random.below(random.one([4, 64, 4096]));
}

function noise(random: Random): Buffer {
  return Buffer.from(Uint8Array.from({ length: length(random) }, () => random.below(256)));
}

function piece(bytes: Buffer, random: Random): Buffer {
  const start = random.below(bytes.length);
  return bytes.subarray(start, start + length(random));
}

function numberAt(bytes: Buffer, at: number, random: Random): Buffer {
  const value = random.chance(0.8) ? random.one(NUMBERS) : random.below(2 ** 32);
  const written = Buffer.alloc(4);
  const size = random.one([1, 2, 4]);
  if (random.chance(0.5)) written.writeUInt32LE(value);
  else written.writeUInt32BE(size === 4 ? value : (value << (32 - 8 * size)) >>> 0);
  written.copy(bytes, at, 0, size);
  return bytes;
}

function flipBits(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return bytes;
  const count = 1 + random.below(random.one([2, 20]));
  for (let i = 0; i < count; i++) bytes[place(bytes, random)] ^= 1 << random.below(8);
  return bytes;
}

function spliced(bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}

/** Gives pages their checksums: what is wrong with them would else be dropped unread. */
function sealOggPages(bytes: Buffer): void {
  for (
    let at = bytes.indexOf('OggS');
    at >= 0 && at + 27 < bytes.length;
    at = bytes.indexOf('OggS', at + 4)
  ) {
    const segments = bytes.subarray(at + 27, at + 27 + bytes[at + 26]);
    const end = at + 27 + segments.length + segments.reduce((sum, size) => sum + size, 0);
    if (end > bytes.length) continue;
    bytes.writeUInt32LE(0, at + 22);
    bytes.writeUInt32LE(oggChecksum(bytes.subarray(at, end)), at + 22);
  }
}

function oggChecksum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) {
    sum = (sum ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x80000000 ? 0x04c11db7 : 0)) >>> 0;
  }
  return sum;
}
