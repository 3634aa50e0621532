import { expect, test } from 'vitest';
import { type MapRegion, regionNames } from './region-words.ts';

function region(changes: Partial<MapRegion>): MapRegion {
  return { x: 0, y: 0, songs: 9, close: false, genre: null, mood: null, energy: null, words: [], ...changes };
}

test('a region is named by its mood, its words and its genre, each once', () => {
  const names = regionNames([
    region({ genre: 'jazz', mood: 'calm', words: ['jazz', 'instrumental'] }),
    region({ genre: 'Nu Cumbia', energy: 0.8, words: ['dance', 'pop'] }),
    region({ mood: 'sad', words: ['sad', 'blues'] }),
    region({}),
  ]);
  expect(names).toEqual(['calm instrumental jazz', 'lively dance Nu Cumbia', 'sad blues', undefined]);
});

test('what the genre says already is not said again, and another genre only where nothing else tells', () => {
  const names = regionNames([
    region({ genre: 'Chamber Jazz', mood: 'happy', words: ['jazz'] }),
    region({ genre: 'metal', mood: 'tense', words: ['rock'] }),
    region({ genre: 'metal', mood: 'tense', words: ['rock', 'heavy'] }),
    region({ genre: 'metal', mood: 'tense', words: ['rock'] }),
  ]);
  expect(names).toEqual(['happy Chamber Jazz', 'tense metal', 'tense heavy metal', 'tense rock metal']);
});

test('two regions have two names; one of which there is no more to say has none', () => {
  const jazz = { genre: 'jazz', mood: 'calm', words: ['instrumental', 'blues'] };
  expect(regionNames([region(jazz), region(jazz), region({ ...jazz, words: ['instrumental'] })])).toEqual([
    'calm instrumental jazz',
    'calm instrumental blues jazz',
    'instrumental jazz',
  ]);
  expect(regionNames([region({ genre: 'pop' }), region({ genre: 'pop' })])).toEqual(['pop', undefined]);
});
