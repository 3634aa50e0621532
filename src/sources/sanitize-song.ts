import type { FoundSong } from './source.ts';

const LONGEST_TEXT = 300;

/** Sanitises texts and addresses of a source: short, one line, and nothing that a page would run. */
export function sanitizeSong(song: FoundSong): FoundSong {
  return {
    ...song,
    title: oneLine(song.title) || song.id,
    artist: oneLine(song.artist),
    pageUrl: webOnly(song.pageUrl),
    thumbnailUrl: webOnly(song.thumbnailUrl),
  };
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST_TEXT).join('');
}

function webOnly(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
