import { SIGNAL_RATE, songSignal } from './signal.ts';
import { encodeWav } from './wav.ts';

export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Statuses that are right; 2xx means that there is sound to hear in it. */
  readonly statuses: readonly number[];
}

const NO_AUDIO = [415];
const NO_SOUND = [415, 422];
const HEARD = [200];
const EXTENSIONS = ['mp3', 'm4a', 'flac', 'wav', 'ogg', 'opus', 'aiff', 'au', 'webm'];
/** First bytes that look like each format, before garbage. */
const MAGIC: Record<string, readonly number[]> = {
  'an mp3 frame': [0xff, 0xfb, 0x90, 0x64],
  'an ID3 tag of 256 MB': [0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f],
  flac: ascii('fLaC'),
  'a wave file': ascii('RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\x7f'),
  ogg: ascii('OggS\0\x02'),
  mp4: ascii('\0\0\0\x20ftypM4A '),
  'an endless mp4 box': ascii('\xff\xff\xff\xffftypM4A '),
  webm: [0x1a, 0x45, 0xdf, 0xa3, 0xff, 0xff, 0xff, 0xff],
  aiff: ascii('FORM\xff\xff\xff\xffAIFFCOMM\xff\xff\xff\xff'),
  au: ascii('.snd\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\x03'),
};

/** `seconds` of sound as a wave file. */
export function song(seconds: number): Uint8Array {
  return encodeWav(songSignal(seconds), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
}

/** A copy in which a bit is flipped in one of so many bytes, from `start` on. */
export function flipBits(bytes: Uint8Array, oneIn: number, start = 0): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  for (let i = start; i < damaged.length; i += oneIn - (i % 7)) damaged[i] ^= 1 << (i % 8);
  return damaged;
}

/** Two hours that are small to send but long to hear: 8-bit, one channel, 8 kHz. */
export function longSong(): Uint8Array {
  const claimedBytes = 2 * 3600 * 8000;
  const header = encodeWav([new Float32Array(0)], { sampleRate: 8000, encoding: 'int8', claimedBytes });
  const bytes = Buffer.alloc(
    header.length + claimedBytes,
    Uint8Array.from({ length: 251 }, (_, i) => i ** 2),
  );
  bytes.set(header);
  return bytes;
}

/** Malicious and broken files. */
export function hostileFiles(): HostileFile[] {
  const wav = song(5);
  return [
    { what: 'an empty file', name: 'a.mp3', bytes: new Uint8Array(0), statuses: NO_AUDIO },
    { what: 'one byte', name: 'a.wav', bytes: Uint8Array.of(0x52), statuses: NO_AUDIO },
    {
      what: 'text',
      name: 'song.mp3',
      bytes: new TextEncoder().encode('la la la\n'.repeat(999)),
      statuses: NO_AUDIO,
    },
    {
      what: 'a zip',
      name: 'album.zip',
      bytes: withMagic(ascii('PK\x03\x04\x14\0\0\0\x08\0')),
      statuses: NO_AUDIO,
    },
    ...EXTENSIONS.map((extension) => garbageAs(extension)),
    ...Object.entries(MAGIC).map(([what, magic]) => ({
      what: `garbage that begins like ${what}`,
      name: 'a.bin',
      bytes: withMagic(magic),
      statuses: NO_SOUND,
    })),
    ...Object.entries(MAGIC).map(([what, magic]) => ({
      what: `nothing but the beginning of ${what}`,
      name: 'a.bin',
      bytes: Uint8Array.from(magic),
      statuses: NO_SOUND,
    })),
    { what: 'the wrong extension', name: 'a.mp3', bytes: wav, statuses: HEARD },
    { what: 'a name that is a path', name: '../../../etc/passwd\0\n.wav', bytes: wav, statuses: HEARD },
    { what: 'a truncated file', name: 'a.wav', bytes: wav.subarray(0, wav.length * 0.8), statuses: HEARD },
    { what: 'a header alone', name: 'a.wav', bytes: wav.subarray(0, 44), statuses: NO_SOUND },
    { what: 'flipped bits', name: 'a.wav', bytes: flipBits(wav, 1000, 44), statuses: HEARD },
    { what: 'a header that claims 4 GB', name: 'a.wav', bytes: claiming(0xffffffff), statuses: HEARD },
    { what: 'a header that claims nothing', name: 'a.wav', bytes: claiming(0), statuses: [200, ...NO_SOUND] },
    ...['sampleRate', 'channels', 'bits'].flatMap(lyingHeaders),
    { what: 'silence', name: 'a.wav', bytes: silence(10), statuses: [422] },
    { what: '0.2 seconds', name: 'a.wav', bytes: song(0.2), statuses: [422] },
  ];
}

function garbageAs(extension: string): HostileFile {
  return {
    what: `garbage as ${extension}`,
    name: `a.${extension}`,
    bytes: withMagic([]),
    statuses: NO_AUDIO,
  };
}

/** 100 kB of noise after the magic; the same at each run. No byte is 0xff, which may begin an mp3 frame. */
function withMagic(magic: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(100_000);
  let state = 7;
  for (let i = 0; i < bytes.length; i++) {
    state = (state * 16_807) % 2_147_483_647;
    bytes[i] = (state >> 8) % 255;
  }
  bytes.set(magic);
  return bytes;
}

function claiming(claimedBytes: number): Uint8Array {
  return encodeWav(songSignal(5), { sampleRate: SIGNAL_RATE, encoding: 'int16', claimedBytes });
}

/** A wave file whose header claims 0 and the most that the field holds. */
function lyingHeaders(field: string): HostileFile[] {
  return [0, 0xff].map((byte) => {
    const bytes = song(5);
    const [start, end] = { channels: [22, 24], sampleRate: [24, 28], bits: [34, 36] }[field] ?? [];
    bytes.fill(byte, start, end);
    const what = `a header that claims ${byte === 0 ? 'no' : 'too many'} ${field}`;
    return { what, name: 'a.wav', bytes, statuses: [200, 413, ...NO_SOUND] };
  });
}

function silence(seconds: number): Uint8Array {
  const planes = [new Float32Array(seconds * SIGNAL_RATE)];
  return encodeWav(planes, { sampleRate: SIGNAL_RATE, encoding: 'int16' });
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
