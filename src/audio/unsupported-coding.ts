import { TonearmError } from '../errors.ts';
import { convertFirst } from './unsupported-formats.ts';

/** Names of unsupported codings, by the containers' identifiers. */
const NAMES: Readonly<Record<string, string>> = {
  '0x45': 'ADPCM (G.726)',
  '0x64': 'ADPCM (G.726)',
  '0x31': 'GSM speech',
  '0xff': 'AAC',
  '0x160': 'Windows Media Audio',
  '0x161': 'Windows Media Audio',
  '0x162': 'Windows Media Audio',
  '0x163': 'Windows Media Audio',
  '0x2000': 'Dolby Digital (AC-3)',
  '0x2001': 'DTS',
  'ac-3': 'Dolby Digital (AC-3)',
  'ec-3': 'Dolby Digital Plus',
  'ac-4': 'Dolby AC-4',
  'mp4a.a5': 'Dolby Digital (AC-3)',
  'mp4a.a6': 'Dolby Digital Plus',
  'mp4a.a9': 'DTS',
  'mp4a.dd': 'Vorbis',
  dtsc: 'DTS',
  dtse: 'DTS',
  dtsh: 'DTS',
  samr: 'AMR speech',
  sawb: 'AMR speech',
  enca: 'encrypted, as files of shops and of streaming services are',
  drms: 'encrypted, as files of shops and of streaming services are',
  'GSM ': 'GSM speech',
  MAC3: 'MACE',
  MAC6: 'MACE',
  ima4: 'ADPCM (IMA)',
  A_AC3: 'Dolby Digital (AC-3)',
  A_EAC3: 'Dolby Digital Plus',
  A_TRUEHD: 'Dolby TrueHD',
  A_DTS: 'DTS',
  A_WAVPACK4: 'WavPack',
  A_TTA1: 'True Audio',
  'A_MS/ACM': 'a coding of Windows',
};

/** Error that names an unsupported coding, with the remedy. @param coding the container's name for it */
export function unsupportedCoding(extension: string, coding: string): TonearmError {
  const name = NAMES[coding] ?? `coded as "${coding}"`;
  return new TonearmError(
    'unsupported-format',
    `The sound in this ${extension} file is ${name}, which is not heard here. ${convertFirst(extension)}`,
  );
}
