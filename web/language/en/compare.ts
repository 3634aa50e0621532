/** Words of the comparison of models. */
import { spoken } from '../spoken.ts';
import { genreName } from './main.ts';

export const words = spoken('compare', {
  open: 'Compare models',
  title: 'What other models hear',
  lead: 'The same song, heard by several models. Where they agree, an answer is worth more.',
  choose: 'Models to compare',
  loading: 'Asking the server for its models',
  unreachable: 'The server did not answer. Its models are listed there.',
  again: 'Try again',
  listening: (heard: string) => `Listening, ${heard} heard`,
  unsure: 'Not sure',
  outside: 'None of these',
  took: (seconds: string) => `took ${seconds} s`,
  agree: (genre: string, count: number) =>
    count === 2 ? `Both say ${genreName(genre)}.` : `All ${count} say ${genreName(genre)}.`,
  disagree: (choices: readonly { genre: string; count: number }[]) =>
    choices[0]?.count === 1
      ? `They disagree: ${choices.map(({ genre }) => genreName(genre)).join(' or ')}.`
      : `They disagree: ${choices.map(({ genre, count }) => `${count} say ${genreName(genre)}`).join(', ')}.`,
  ranking: (model: string) => `Ranking of ${model}`,
} as const);
