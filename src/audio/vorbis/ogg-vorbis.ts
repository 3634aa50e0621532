import { BrokenAudio } from '../../errors.ts';
import type { OggCodec } from '../ogg/codec.ts';
import { createVorbisDecoder, parseVorbisHead } from './vorbis.ts';

export const oggVorbis: OggCodec = {
  format: 'ogg-vorbis',
  isHeader: (packet) => (packet[0] & 1) === 1,
  async start(headers) {
    const setup = headers.find((packet) => packet[0] === 5);
    if (!setup) throw new BrokenAudio('Expected a vorbis setup header, got none.');
    return createVorbisDecoder(parseVorbisHead(headers[0]), headers[0], setup);
  },
};
