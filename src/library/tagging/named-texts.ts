/**
 * Named texts in tags: ReplayGain's, those of Opus in their place (RFC 7845), and descriptions. Vorbis
 * comments use these names; ID3 and mp4 have dedicated places for some.
 */
export const TEXT_NAMES = [
  'REPLAYGAIN_TRACK_GAIN',
  'REPLAYGAIN_TRACK_PEAK',
  'REPLAYGAIN_ALBUM_GAIN',
  'REPLAYGAIN_ALBUM_PEAK',
  'R128_TRACK_GAIN',
  'R128_ALBUM_GAIN',
  'INITIALKEY',
  'MOOD',
  'COMMENT',
] as const;

export type TextName = (typeof TEXT_NAMES)[number];
export type NamedTexts = Readonly<Partial<Record<TextName, string>>>;

/** Our name for a tag's own, case-insensitive. */
export function textNameOf(name: string): TextName | undefined {
  return TEXT_NAMES.find((known) => known === name.toUpperCase());
}

/** Partial fields with the texts; empty without any. */
export function textsPart(found: readonly (readonly [name: string, value: string])[]): {
  texts?: NamedTexts;
} {
  const texts: Partial<Record<TextName, string>> = {};
  for (const [name, value] of found) {
    const known = textNameOf(name);
    if (known !== undefined && value.trim() !== '') texts[known] ??= value.trim();
  }
  return Object.keys(texts).length > 0 ? { texts } : {};
}
