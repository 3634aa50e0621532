/** Songs for pictures, all of them generated. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SAMPLE_RATE } from '../../src/audio/samples.ts';
import { encodeWav } from '../../test/support/wav.ts';
import { demoPiece } from '../../web/examples/band.ts';
import { demoSong } from '../demo-song.ts';

export interface Song {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const [strings, disco] = [demoPiece('strings', 30), demoPiece('disco', 30)];
const beat = demoSong(['beat']);

export const slowWater = generated('Slow Water.wav', [strings, strings, disco, strings, strings]);
export const nightBus = generated('Night Bus.wav', [disco]);
/** Songs of two genres, and of none. */
export const threeRooms = generated('Three Rooms.wav', [disco, strings, beat]);
export const emptyRoom = generated('Empty Room.wav', [beat]);
/** File that begins as a song does. */
export const broken: Song = {
  name: 'Torn Tape.mp3',
  mimeType: 'audio/mpeg',
  buffer: Buffer.from('ID3\x04\0\0\0\0\0\0 and nothing behind it'),
};
export const short = generated('A Breath.wav', [disco.subarray(0, 2 * SAMPLE_RATE)]);
export const silent = generated('Four Minutes.wav', [new Float32Array(10 * SAMPLE_RATE)]);

export async function songAt(path: string): Promise<Song> {
  return { name: basename(path), mimeType: '', buffer: await readFile(path) };
}

function generated(name: string, pieces: readonly Float32Array[]): Song {
  const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]));
  const bytes = encodeWav([samples], { sampleRate: SAMPLE_RATE, encoding: 'int16' });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(bytes) };
}
