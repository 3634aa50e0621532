/** Table of formats: what the server, the page and the command line know of them follows from it. */
import type { Opener } from './packet.ts';

/** Container or coding. */
export type Container = 'wav' | 'aiff' | 'au' | 'flac' | 'ogg' | 'mp4' | 'webm' | 'adts' | 'mp3';

export interface Format {
  /** Common names of the format. */
  readonly names: readonly string[];
  /** File name extensions. */
  readonly extensions: readonly string[];
  readonly mimeType: string;
  /**
   * Whether a file that begins with `head` (Latin-1) has this format; undefined if only consecutive frames
   * can tell.
   */
  readonly begins?: (head: string) => boolean;
  /** Loads its reader, for the first file of the format. */
  readonly load: () => Promise<Opener>;
}

/** Supported formats. */
export const FORMATS: Readonly<Record<Container, Format>> = {
  mp3: {
    names: ['mp3'],
    extensions: ['mp3', 'mp2'],
    mimeType: 'audio/mpeg',
    load: async () => (await import('./mp3/mp3.ts')).openMp3,
  },
  flac: {
    names: ['flac'],
    extensions: ['flac'],
    mimeType: 'audio/flac',
    begins: (head) => head.startsWith('fLaC'),
    load: async () => (await import('./flac/flac.ts')).openFlac,
  },
  wav: {
    names: ['wav'],
    extensions: ['wav', 'wave', 'rf64'],
    mimeType: 'audio/wav',
    begins: (head) => /^(RIFF|RIFX|RF64|BW64)....WAVE/s.test(head),
    load: async () => (await import('./wav/wav.ts')).openWav,
  },
  ogg: {
    names: ['ogg', 'opus'],
    extensions: ['ogg', 'oga', 'opus'],
    mimeType: 'audio/ogg',
    begins: (head) => head.startsWith('OggS'),
    load: async () => (await import('./ogg/ogg.ts')).openOgg,
  },
  mp4: {
    names: ['m4a'],
    extensions: ['m4a', 'm4b', 'mp4'],
    mimeType: 'audio/mp4',
    begins: (head) => /^....(ftyp|moov|mdat|styp|moof|wide)/s.test(head),
    load: async () => (await import('./mp4/mp4.ts')).openMp4,
  },
  adts: {
    names: ['aac'],
    extensions: ['aac'],
    mimeType: 'audio/aac',
    load: async () => (await import('./aac/adts.ts')).openAdts,
  },
  webm: {
    names: ['webm', 'mka'],
    extensions: ['webm', 'weba', 'mka'],
    mimeType: 'audio/webm',
    begins: (head) => head.startsWith('\x1a\x45\xdf\xa3'),
    load: async () => (await import('./webm/webm.ts')).openWebm,
  },
  aiff: {
    names: ['aiff'],
    extensions: ['aif', 'aiff', 'aifc'],
    mimeType: 'audio/aiff',
    begins: (head) => /^FORM....AIF[FC]/s.test(head),
    load: async () => (await import('./aiff/aiff.ts')).openAiff,
  },
  au: {
    names: ['au'],
    extensions: ['au', 'snd'],
    mimeType: 'audio/basic',
    begins: (head) => head.startsWith('.snd'),
    load: async () => (await import('./au/au.ts')).openAu,
  },
};

/** Names of the supported formats, for people. */
export const SUPPORTED_NAMES: readonly string[] = Object.values(FORMATS).flatMap(({ names }) => names);
