import { TonearmError } from '../../errors.ts';
import type { OggCodec } from '../ogg/codec.ts';
import { vorbisCodec } from './vorbis.ts';

export const oggVorbis: OggCodec = {
  format: 'ogg-vorbis',
  isHeader: (packet) => (packet[0] & 1) === 1,
  codec(headers) {
    const setup = headers.find((packet) => packet[0] === 5);
    if (!setup) throw new TonearmError('broken-audio', 'Expected a vorbis setup header, got none.');
    return vorbisCodec(headers[0], setup);
  },
};
