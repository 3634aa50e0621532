import type { Description } from '../../src/description/description.ts';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { percent, strings } from '../language/en/main.ts';
import type { DescriptionFact } from './description.tsx';
import { MoodCompass } from './mood-compass.tsx';
import { NO_VOICE, SOME_VOICE } from './voice.ts';

/** Sound properties that are shown, whatever their origin; null if unknown. */
export type SongSound = Pick<
  LibrarySong,
  'key' | 'camelot' | 'energy' | 'mood' | 'valence' | 'arousal' | 'loudnessLufs' | 'voice' | 'words'
>;

const text = strings.sound;

/** Sound properties of a description, as the library stores them. */
export function soundOf({ key, energy, mood, loudness, voice, words = [] }: Description): SongSound {
  return {
    key: key ? `${key.tonic} ${key.mode}` : null,
    camelot: key?.camelot ?? null,
    energy: energy ?? null,
    mood: mood && !mood.unsure ? mood.quadrant : null,
    valence: mood?.valence ?? null,
    arousal: mood?.arousal ?? null,
    loudnessLufs: loudness?.integratedLufs ?? null,
    voice: voice?.present ?? null,
    words: words.map(({ word }) => word),
  };
}

/** A fact for each part that is known. */
export function soundFacts(sound: SongSound): DescriptionFact[] {
  const { key, camelot, energy, loudnessLufs, voice, words } = sound;
  return [
    key !== null && { name: text.key, value: text.keyName(key), detail: camelot ?? undefined },
    moodFact(sound),
    energy !== null && { name: text.energy, value: text.ofTen(energy) },
    voice !== null && { name: text.voice, value: voiceText(voice), detail: text.voiceLikely(percent(voice)) },
    loudnessLufs !== null && { name: text.loudness, value: text.lufs(loudnessLufs) },
    words.length > 0 && { name: text.words, value: words.map(text.word).join(', ') },
  ].filter((fact) => fact !== false);
}

function moodFact({ mood, valence, arousal }: SongSound): DescriptionFact | false {
  if (valence === null || arousal === null) return false;
  return {
    name: text.mood,
    value: mood === null ? text.hardToSay : (text.moods[mood as keyof typeof text.moods] ?? mood),
    detail: mood === null ? undefined : text.feels(valence, arousal),
    picture: <MoodCompass valence={valence} arousal={arousal} />,
  };
}

function voiceText(voice: number): string {
  if (voice >= SOME_VOICE) return text.sung;
  return voice <= NO_VOICE ? text.instrumental : text.hardToSay;
}
