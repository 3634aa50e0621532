import type { OggCodec } from '../ogg/codec.ts';
import { createOpusDecoder, parseOpusHead } from './opus.ts';

export const oggOpus: OggCodec = {
  format: 'ogg-opus',
  isHeader: (_, index) => index < 2,
  start: (headers) => createOpusDecoder(parseOpusHead(headers[0])),
};
