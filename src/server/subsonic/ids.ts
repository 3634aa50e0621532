/** Ids of songs and playlists for clients, opaque to them. */
import { Refusal } from './refusal.ts';

const NUMBERED = /^(so|pl)-(\d{1,15})$/;

export const songId = (id: number) => `so-${id}`;
export const playlistId = (id: number) => `pl-${id}`;

/** Number of a song or a playlist in its id. @throws Refusal for an id of something else */
export function numberIn(kind: 'so' | 'pl', id: string): number {
  const [, found, number] = NUMBERED.exec(id) ?? [];
  if (found === kind) return Number(number);
  throw new Refusal(
    'not-found',
    `Expected ${kind === 'so' ? 'a song' : 'a playlist'} of this library, got another id.`,
  );
}
