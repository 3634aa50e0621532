/** The words of what was heard before, and of an answer that somebody shared. */
import { spoken } from '../spoken.ts';
export const words = spoken('history', {
  title: 'Heard before',
  kept: (songs: number, days: number) =>
    `Kept in this browser alone: the last ${songs} songs, for ${days} days. Only answers, no sound.`,
  clear: 'Forget all',
  forget: (name: string) => `Forget ${name}`,
  forgotten: (songs: number) => (songs === 1 ? '1 song forgotten.' : `${songs} songs forgotten.`),
  undo: 'Undo',
  more: (songs: number) => `Show ${songs} more`,
  when: (at: number) =>
    new Date(at).toLocaleString('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  shared: 'An answer, without its song: it is all in the address, and nothing of it was uploaded.',
  heardBy: (model: string) => `Heard by ${model}`,
  said: 'Said by a listener',
  saveSaid: 'Save what you said',
  own: 'Hear a song of your own',
  copy: 'Copy the address',
  broken: 'There is no answer in this address',
  brokenLead: 'Perhaps it was cut off on its way. Ask for it once more, or hear a song of your own.',
} as const);
