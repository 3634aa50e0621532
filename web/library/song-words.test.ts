import { afterEach, expect, test } from 'vitest';
import { buildSpace, explain } from '../../src/library/similarity/similarity.ts';
import { madeUpEntries } from '../../test/support/library-songs.ts';
import { catalogue as german } from '../language/de/catalogue.ts';
import { strings } from '../language/en/main.ts';
import { catalogue as french } from '../language/fr/catalogue.ts';
import { catalogue as japanese } from '../language/ja/catalogue.ts';
import { speak } from '../language/spoken.ts';
import { reasonInWords, tempoOf } from './song-words.ts';

afterEach(() => speak());

test('whatever the server says of how songs differ is said in another language', async () => {
  const space = await buildSpace(await madeUpEntries(300), ({ features }) => features);
  const reasons = new Set(space.songs.flatMap((_, other) => (other > 0 ? explain(space, 0, other) : [])));
  for (const mixed of ['same key', '8A to 9A', '124 to 126']) reasons.add(mixed);
  expect(reasons.size).toBeGreaterThan(12);
  for (const reason of reasons) expect(reasonInWords(reason)).toBe(reason);
  speak({ ...german });
  for (const reason of reasons) expect(reasonInWords(reason)).not.toBe(reason);
  expect(reasonInWords('jazz too')).toBe('auch Jazz');
  expect(reasonInWords('as the sea')).toBe('as the sea');
});

test('keys have the names that each language gives them', () => {
  const named = () => ['A minor', 'B major', 'F# minor', 'H flat'].map((key) => strings.sound.keyName(key));
  speak({ ...german });
  expect(named()).toEqual(['a-Moll', 'H-Dur', 'fis-Moll', 'H flat']);
  speak({ ...french });
  expect(named()).toEqual(['La mineur', 'Si majeur', 'Fa dièse mineur', 'H flat']);
  speak({ ...japanese });
  expect(named()).toEqual(['イ短調', 'ロ長調', '嬰ヘ短調', 'H flat']);
});

test('the ear’s words are said in each language, genres among them as genres', () => {
  const said = () =>
    ['electronic', 'sad', 'rock', 'hip-hop', 'new word'].map((word) => strings.sound.word(word));
  expect(said()).toEqual(['electronic', 'sad', 'rock', 'hip-hop', 'new word']);
  speak({ ...german });
  expect(said()).toEqual(['elektronisch', 'traurig', 'Rock', 'Hip-Hop', 'new word']);
  speak({ ...japanese });
  expect(said()).toEqual(['エレクトロニック', '悲しい', 'ロック', 'ヒップホップ', 'new word']);
});

test('a tempo that is too unsure to be told is not shown', () => {
  expect(tempoOf({ beatsPerMinute: 119.6, tempoConfidence: 0.8 })).toBe('120');
  expect(tempoOf({ beatsPerMinute: 128.4, tempoConfidence: null })).toBeUndefined();
  expect(tempoOf({ beatsPerMinute: 0, tempoConfidence: null })).toBeUndefined();
});
