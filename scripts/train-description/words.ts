/** Tags of the embedding network that mean one word, and the labels that calibrate its probability. */
import type { WordKind } from '../../src/description/description.ts';
import type { EAR_TAGS } from '../../src/features/ear.ts';
import type { LabelledSong } from './labels.ts';

export type EarTag = (typeof EAR_TAGS)[number];

export interface WordSource {
  readonly word: string;
  readonly kind: WordKind;
  /** Synonyms. */
  readonly tags: readonly EarTag[];
  /** Labels of which any makes it true. */
  readonly yes: readonly string[];
  /** Labels of songs that may be called so, too: they are left out. */
  readonly maybe?: readonly string[];
  /** Songs that say nothing of it otherwise are left out. */
  readonly among?: LabelledSong['source'] | 'moods';
}

/**
 * The words that something can be measured of. Tags that no label speaks of (decades, guitar, acoustic, indie, punk,
 * ambient, house, voices of women and men and others) are not shown: nobody knows how often they are right.
 */
// biome-ignore format: a table
export const WORD_SOURCES: readonly WordSource[] = [
  { word: 'rock', kind: 'genre', tags: ['rock'], yes: ['rock', 'metal'], maybe: ['pop/rock', 'pop'] },
  { word: 'pop', kind: 'genre', tags: ['pop'], yes: ['pop'], maybe: ['pop/rock', 'disco', 'rock'] },
  { word: 'jazz', kind: 'genre', tags: ['jazz'], yes: ['jazz'] },
  { word: 'metal', kind: 'genre', tags: ['metal', 'heavy metal'], yes: ['metal'], maybe: ['rock'], among: 'gtzan' },
  { word: 'electronic', kind: 'genre', tags: ['electronic', 'electronica', 'electro'], yes: ['electronic'], maybe: ['disco', 'hiphop', 'rap', 'pop', 'pop/rock'] },
  { word: 'dance', kind: 'genre', tags: ['dance'], yes: ['disco'], maybe: ['electronic', 'pop', 'hiphop', 'rap', 'pop/rock'] },
  { word: 'blues', kind: 'genre', tags: ['blues'], yes: ['blues'] },
  { word: 'country', kind: 'genre', tags: ['country'], yes: ['country'] },
  { word: 'hip-hop', kind: 'genre', tags: ['Hip-Hop'], yes: ['hiphop', 'rap'] },
  { word: 'soul', kind: 'genre', tags: ['soul', 'rnb'], yes: ['r&b'], among: 'allmusic' },
  { word: 'folk', kind: 'genre', tags: ['folk'], yes: ['folk'], among: 'allmusic' },
  { word: 'easy listening', kind: 'genre', tags: ['easy listening'], yes: ['easy listening'], among: 'allmusic' },
  { word: 'mellow', kind: 'mood', tags: ['Mellow', 'chill', 'chillout'], yes: ['relaxed', 'soothing', 'calm/peaceful', 'soft/quiet', 'gentle', 'laid-back/mellow', 'delicate', 'smooth', 'warm', 'dreamy'], among: 'moods' },
  { word: 'happy', kind: 'mood', tags: ['happy'], yes: ['happy', 'cheerful', 'joyous', 'fun', 'gleeful', 'exuberant', 'carefree'], among: 'moods' },
  { word: 'sad', kind: 'mood', tags: ['sad'], yes: ['sad', 'melancholy', 'gloomy', 'bleak', 'weary', 'somber', 'anguished/distraught', 'plaintive', 'autumnal'], among: 'moods' },
  { word: 'sexy', kind: 'mood', tags: ['sexy'], yes: ['sexy', 'sensual', 'sexual', 'romantic', 'intimate'], among: 'moods' },
  { word: 'party', kind: 'mood', tags: ['party'], yes: ['party/celebratory', 'rowdy', 'fun', 'rambunctious', 'boisterous'], among: 'moods' },
  { word: 'beautiful', kind: 'mood', tags: ['beautiful'], yes: ['elegant', 'delicate', 'lush', 'refined', 'gentle', 'romantic'], among: 'moods' },
  { word: 'instrumental', kind: 'voice', tags: ['instrumental'], yes: ['classical'], maybe: ['jazz', 'blues', 'electronic', 'rock', 'pop/rock', 'latin', 'new age', 'stage & screen', 'international', 'metal'] },
];

/**
 * Whether somebody sings: a proxy, since nobody labelled voices. Classical music counts as without, genres that are
 * sung as with; of genres where either is common nothing is said.
 */
export const VOICE = {
  tags: ['female vocalists', 'female vocalist', 'male vocalists', 'Hip-Hop', 'rnb', 'soul', 'country'],
  against: ['instrumental', 'ambient'],
  yes: ['hiphop', 'rap', 'country', 'pop', 'reggae', 'disco', 'vocal', 'r&b'],
  no: ['classical'],
} as const satisfies Record<string, readonly string[]>;

/** Whether a word is true of a song; undefined where the labels do not say. */
export function truthOf({ yes, maybe = [], among }: WordSource, song: LabelledSong): boolean | undefined {
  const said = among === 'moods' ? song.moods : song.genres;
  if (among === 'moods' ? song.moods.length === 0 : among !== undefined && song.source !== among)
    return undefined;
  if (said.some((label) => yes.includes(label))) return true;
  return said.some((label) => maybe.includes(label)) ? undefined : false;
}

export function hasVoice({ genres }: LabelledSong): boolean | undefined {
  const says = (labels: readonly string[]) => genres.some((genre) => labels.includes(genre));
  if (says(VOICE.no)) return false;
  return says(VOICE.yes) ? true : undefined;
}
