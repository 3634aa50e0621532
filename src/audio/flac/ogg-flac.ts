import type { OggCodec } from '../ogg/codec.ts';
import { flacCodec } from './codec.ts';
import { parseStreamInfo } from './stream-info.ts';

/** Offset of STREAMINFO, after the mapping's 9 bytes, "fLaC" and its block header. */
const STREAMINFO_OFFSET = 17;

export const oggFlac: OggCodec = {
  format: 'ogg-flac',
  isHeader: (packet) => packet[0] !== 0xff,
  codec: (headers) => flacCodec(parseStreamInfo(headers[0].subarray(STREAMINFO_OFFSET))),
};
