/** Words for what people say of songs. */
import { spoken } from '../spoken.ts';
import { strings } from './main.ts';

const songs = (count: number) => (count === 1 ? '1 song' : `${count.toLocaleString('en')} songs`);

export const words = spoken('corrections', {
  itIs: strings.verdict.itIs,
  title: (title: string) => `${title} is …`,
  titleOfMany: (count: number) => `These ${songs(count)} are …`,
  change: (title: string, genre: string) => `${title}: ${genre}. Say what it is.`,
  filter: 'A genre, also one of your own',
  genres: 'Genres',
  own: (name: string) => `“${name}”, a genre of your own`,
  none: 'None of these',
  forget: 'Take back what you said',
  close: 'Close',
  you: 'you said so',
  neighbours: (count: number) => `like ${songs(count)} you named`,
  neighboursShort: (count: number) => `like ${songs(count)}`,
  saying: 'Keeping it',
  said: (what: string, genre: string) => `${what}: ${genre}.`,
  saidNone: (what: string) => `${what}: none of these.`,
  forgotten: (what: string) => `${what}: as it was heard.`,
  many: (count: number) => songs(count),
  neighboursToo: (count: number) =>
    count === 1 ? '1 song that sounds like it follows.' : `${songs(count)} that sound like it follow.`,
  inLibrary: 'Your library knows it now.',
  inBrowser: 'Kept in this browser.',
  undo: 'Undo',
  undone: 'Taken back.',
  dismiss: 'Close',
} as const);
