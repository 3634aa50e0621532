import { afterEach, expect, test } from 'vitest';
import { shippedDescription } from '../../src/jobs/shipped-networks.ts';
import { catalogue as german } from '../language/de/catalogue.ts';
import { speak } from '../language/spoken.ts';
import { EAR_WORDS, earWordOf } from './ear-words.ts';

afterEach(() => speak());

test('the page offers the words that the shipped model can say', async () => {
  const { words } = await shippedDescription.info();
  expect(words.filter(({ word }) => !EAR_WORDS.includes(word))).toEqual([]);
});

test('a word is known by what the page calls it', () => {
  speak({ ...german });
  expect(['Traurig', 'elektronisch', 'rock', 'sad', 'Klezmer'].map(earWordOf)).toEqual([
    ...['sad', 'electronic', 'rock', 'sad', 'Klezmer'],
  ]);
});
