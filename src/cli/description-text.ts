import type { BeatGrid, Description, Word } from '../description/description.ts';
import { probabilityText } from '../format.ts';

/** Lines of a description, for people, one for each part. */
export function descriptionLines(description: Description): string[] {
  return Object.entries(partsOf(description)).flatMap(([name, text]) =>
    text === undefined ? [] : [`  ${name.padEnd(10)} ${text}`],
  );
}

/** Words in one line; empty without any. */
export function wordList(words: readonly Word[] = []): string {
  return words.map(({ word }) => word).join(', ');
}

function partsOf({ tempo, beatGrid, key, energy, mood, loudness, voice, words }: Description) {
  return {
    tempo: tempo && tempoText(tempo),
    beats: beatGrid && gridText(beatGrid),
    key: key && `${key.tonic} ${key.mode} (${key.camelot}), ${percent(key.confidence)}`,
    mood: mood && moodText(mood),
    energy: energy?.toFixed(2),
    voice: voice && `${percent(voice.present)} likely`,
    loudness: loudness && loudnessText(loudness),
    words: wordList(words) || undefined,
  };
}

function tempoText({ beatsPerMinute, confidence, alternatives }: NonNullable<Description['tempo']>): string {
  const others = alternatives.map((tempo) => tempo.toFixed(0)).join(', ');
  const text = `${beatsPerMinute.toFixed(1)} beats a minute, ${percent(confidence)}`;
  return others === '' ? text : `${text} (else ${others})`;
}

function gridText({ firstBeatSeconds, beatsPerMinute }: BeatGrid): string {
  const exactly = `exactly ${beatsPerMinute.toFixed(2)} a minute`;
  return `steady from beginning to end, the first at ${firstBeatSeconds.toFixed(2)} s, ${exactly}`;
}

function moodText({ quadrant, valence, arousal, confidence, unsure }: NonNullable<Description['mood']>) {
  const claim = unsure ? `hard to say (${quadrant}?)` : quadrant;
  return `${claim}, ${percent(confidence)} (valence ${valence.toFixed(2)}, arousal ${arousal.toFixed(2)})`;
}

function loudnessText({ integratedLufs, rangeLu, truePeakDb }: NonNullable<Description['loudness']>) {
  const integrated = integratedLufs === undefined ? '' : `${integratedLufs.toFixed(1)} LUFS, `;
  return `${integrated}range ${rangeLu.toFixed(1)} LU, true peak ${truePeakDb.toFixed(1)} dBTP`;
}

function percent(probability: number): string {
  return probabilityText(probability, 0);
}
