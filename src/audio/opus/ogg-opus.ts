import type { OggCodec } from '../ogg/codec.ts';
import { opusCodec, parseOpusHead } from './opus.ts';

export const oggOpus: OggCodec = {
  format: 'ogg-opus',
  isHeader: (_, index) => index < 2,
  codec: (headers) => opusCodec(parseOpusHead(headers[0])),
};
