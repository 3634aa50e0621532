import { fixture } from '../../test/support/sound.ts';

/** Frames of an mp3 without an information frame may simply follow each other; the tag makes each song another. */
export function longSong(seconds: number, number: number): Uint8Array {
  const piece = fixture('bare.mp3');
  const count = Math.ceil((seconds * 128_000) / 8 / piece.length);
  const bytes = new Uint8Array(count * piece.length + 128);
  for (let i = 0; i < count; i++) bytes.set(piece, i * piece.length);
  bytes.set(new TextEncoder().encode(`TAGSong ${number}`), count * piece.length);
  return bytes;
}
