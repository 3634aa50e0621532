/** Formats that are recognised but not supported. */

/** Unsupported format of sound, with its signature. */
export interface UnsupportedFormat {
  /** Common name of the format. */
  readonly name: string;
  readonly extension: string;
  readonly begins: (head: string) => boolean;
}

export const UNSUPPORTED_FORMATS: readonly UnsupportedFormat[] = [
  { name: 'Windows Media Audio', extension: 'wma', begins: startsWith('0&\xb2\x75') },
  { name: "Monkey's Audio", extension: 'ape', begins: startsWith('MAC ') },
  { name: 'WavPack', extension: 'wv', begins: startsWith('wvpk') },
  { name: 'True Audio', extension: 'tta', begins: startsWith('TTA1', 'TTA2') },
  { name: 'Musepack', extension: 'mpc', begins: startsWith('MPCK', 'MP+') },
  { name: 'DSD audio', extension: 'dsf', begins: startsWith('DSD ') },
  { name: 'DSD audio', extension: 'dff', begins: startsWith('FRM8') },
  { name: 'Dolby Digital (AC-3)', extension: 'ac3', begins: startsWith('\x0b\x77') },
  { name: 'DTS', extension: 'dts', begins: startsWith('\x7f\xfe\x80\x01', '\xfe\x7f\x01\x80', 'DTSHDHDR') },
  { name: 'Core Audio', extension: 'caf', begins: startsWith('caff') },
  { name: 'Wave64', extension: 'w64', begins: startsWith('riff\x2e\x91\xcf\x11') },
  { name: 'An MPEG transport stream', extension: 'ts', begins: (head) => /^G.{187}G.{187}G/s.test(head) },
  { name: 'AMR speech', extension: 'amr', begins: startsWith('#!AMR') },
  { name: 'RealMedia', extension: 'rm', begins: startsWith('.RMF') },
  { name: 'An AVI video', extension: 'avi', begins: (head) => /^RIFF....AVI /s.test(head) },
  { name: 'An MPEG video', extension: 'mpg', begins: startsWith('\0\0\x01\xba') },
];

/** Advice for a format or coding that is not supported. */
export function convertFirst(extension: string): string {
  return `Convert it first, for example with ffmpeg -i song.${extension} song.flac.`;
}

function startsWith(...openings: readonly string[]): (head: string) => boolean {
  return (head) => openings.some((opening) => head.startsWith(opening));
}
