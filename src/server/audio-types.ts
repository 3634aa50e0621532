import type { Container } from '../audio/sniff.ts';

/** Media types of what may be handed out as sound. */
export const AUDIO_TYPES: Record<Container, string> = {
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  au: 'audio/basic',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp4: 'audio/mp4',
  webm: 'audio/webm',
  adts: 'audio/aac',
  mp3: 'audio/mpeg',
};
