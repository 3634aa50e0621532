/** A song in words, also where its tags say nothing. Pure. */
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { words } from '../language/en/library.ts';
import { strings } from '../language/en/main.ts';
import { number } from '../language/language.ts';

/** The title, or the name of the file without its folder and ending. */
export function titleOf({ title, file }: Pick<LibrarySong, 'title' | 'file'>): string {
  return title ?? fileTitle(file.name);
}

export function artistOf({ artist, albumArtist }: Pick<LibrarySong, 'artist' | 'albumArtist'>): string {
  return artist ?? albumArtist ?? words.unknownArtist;
}

/** `Blue/Train.flac` -> `Train` */
export function fileTitle(name: string): string {
  const last = name.split('/').at(-1) ?? name;
  return last.replace(/(?<=.)\.[a-z0-9]{1,5}$/i, '') || last;
}

export function count(songs: number): string {
  return number(songs);
}

/** Duration in words, rounded: `2 hours`, `45 minutes`. */
export function spanInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return words.span.underMinute;
  if (minutes < 120) return words.span.minutes(minutes);
  return words.span.hours(count(Math.round(minutes / 60)));
}

/** Beats a minute, rounded; undefined if they are too unsure to be told. */
export function tempoOf({
  beatsPerMinute,
  tempoConfidence,
}: Pick<LibrarySong, 'beatsPerMinute' | 'tempoConfidence'>): string | undefined {
  return tempoConfidence === null || beatsPerMinute === 0 ? undefined : String(Math.round(beatsPerMinute));
}

/** Difference to another song, in words, from the server's: "brighter", "jazz too", "8A to 9A". */
export function reasonInWords(reason: string): string {
  const { told, alsoOf, step } = words.reasons;
  if (Object.hasOwn(told, reason)) return told[reason as keyof typeof told];
  const [, genre] = /^(.+) too$/.exec(reason) ?? [];
  if (genre) return alsoOf(genre);
  const [, from, to] = /^(\S+) to (\S+)$/.exec(reason) ?? [];
  return from && to ? step(from, to) : reason;
}

export function moodName(mood: string): string {
  const names: Readonly<Record<string, string>> = strings.sound.moods;
  return names[mood] ?? mood;
}
