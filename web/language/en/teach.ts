/** Words of the page about what Tonearm was taught. */
import { spoken } from '../spoken.ts';
import { genreName } from './main.ts';

const songs = (count: number) => (count === 1 ? '1 song' : `${count.toLocaleString('en')} songs`);

export const words = spoken('teach', {
  title: 'Teach',
  lead: 'Tap a genre anywhere in the library to say what a song is. What you said is kept here, and can make a model of your own.',
  train: {
    title: 'Train from my library',
    lead: 'A model that knows your genres, from what you said and from what your tags say. It is made on this server, and you see how well it does before you use it.',
    tags: 'Learn also from tags',
    learns: 'It would learn',
    genre: (genre: string, count: number) => `${genreName(genre)} ${count.toLocaleString('en')}`,
    left: (genres: string) => `Too little yet: ${genres}.`,
    leftOne: (genre: string, count: number, artists: number) =>
      `${genreName(genre)} (${songs(count)}, ${artists === 1 ? '1 artist' : `${artists} artists`})`,
    needs: 'Two genres with at least 6 songs by 3 artists each are needed. Say of more songs what they are.',
    start: 'Train a model',
    cancel: 'Stop',
    stage: {
      listening: 'Listening to the songs',
      measuring: 'Measuring on artists it has not met',
      learning: 'Learning from all of them',
    },
    failed: (message: string) => `No model was made. ${message}`,
    stopped: 'Stopped. What was heard is kept.',
    refused: 'Training is for whoever has the access token of this server.',
  },
  model: {
    title: 'Your models',
    none: 'None yet.',
    made: (when: string) => `Made ${when}`,
    of: (count: number, artists: number) => `${songs(count)} by ${artists.toLocaleString('en')} artists`,
    before: 'Right before',
    after: 'Right after',
    range: (low: string, high: string) => `95%: ${low} to ${high}`,
    meaning:
      'Of the same songs: before is the model that the library was heard with, after is the new one, each artist tested by a model that had not met them.',
    choose: 'Use it',
    chooseNamed: (when: string) => `Use it: the model made ${when}`,
    inUse: 'in use',
    back: 'Go back to the usual model',
    hears: 'The songs are heard anew now; you can go on meanwhile.',
  },
  said: {
    title: 'What you said',
    none: 'Nothing yet.',
    batch: (count: number, what: string) => `${songs(count)}: ${what}`,
    noneOfThese: 'none of these',
    takenBack: 'taken back',
    undo: 'Undo',
    undoNamed: (what: string) => `Undo ${what}`,
    save: 'Save all as',
    load: 'Load a file',
    loaded: (count: number, unknown: number) =>
      unknown === 0
        ? `${songs(count)} corrected.`
        : `${songs(count)} corrected, ${unknown} lines fit no song here.`,
  },
} as const);
