/** Words of taking something away. */

import type { Part } from '../../ablation/parts.ts';
import { spoken } from '../spoken.ts';
import { genreName, percent } from './main.ts';

const PART_WORDS: Record<Part, { name: string; what: string }> = {
  drums: { name: 'Without its drums', what: 'what knocks' },
  tones: { name: 'Without its tones', what: 'what rings' },
  bass: { name: 'Without its bass', what: 'below 200 Hz' },
  treble: { name: 'Without its treble', what: 'above 3 kHz' },
};

export const words = spoken('without', {
  open: 'Take something away',
  title: 'What if it had no drums?',
  lead: (from: string, to: string) =>
    `The same model hears ${from} to ${to} again, in this browser, each time with something taken away. It never learned from such sounds: read the differences rather than the figures.`,
  whole: { name: 'As it is', what: 'everything' },
  part: (part: Part) => PART_WORDS[part],
  working: 'Listening again',
  rather: (genre: string, probability: number) => `rather ${genreName(genre)}, ${percent(probability)}`,
  telling: (part: Part, genre: string, before: number, after: number) =>
    `${PART_WORDS[part].name}, ${genreName(genre)} goes from ${percent(before)} to ${percent(after)}: nothing else spoke so much for it here.`,
  nothing: (genre: string) => `Nothing that was taken away made it much less ${genreName(genre)}.`,
  failed: 'That did not work in this browser:',
} as const);
