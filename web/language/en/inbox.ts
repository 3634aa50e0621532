/** Words of the inbox of tags. */
import { spoken } from '../spoken.ts';
import { genreName } from './main.ts';

const songs = (count: number) => (count === 1 ? '1 song' : `${count.toLocaleString('en')} songs`);
const files = (count: number) => (count === 1 ? '1 file' : `${count.toLocaleString('en')} files`);

export const words = spoken('inbox', {
  title: 'Tag inbox',
  nav: 'Inbox',
  lead: 'The file says one genre, Tonearm hears another, or you said so. Tick what shall be written; finer words of yours, such as “Latin”, stay unless you replace all.',
  filter: 'Search the inbox',
  group: 'Group by',
  groups: { none: 'Surprise', album: 'Album', folder: 'Folder' },
  found: (count: number) =>
    count === 1 ? '1 song disagrees with its tag' : `${songs(count)} disagree with their tags`,
  empty: 'Nothing disagrees',
  emptyLead: 'Every file that names a genre that Tonearm knows says what it hears, or it is not sure.',
  list: 'Songs whose file says another genre',
  says: 'file says',
  hears: 'it hears',
  youSaid: 'you said',
  becomes: 'becomes',
  tick: (title: string) => `Write the tags of ${title}`,
  tickAll: (count: number) => `Tick all ${songs(count)}`,
  untickAll: 'Untick all',
  tickGroup: (name: string, count: number) => `${name}: tick all ${songs(count)}`,
  ticked: (count: number) => (count === 0 ? 'Nothing ticked' : `${songs(count)} ticked`),
  write: 'Look at the changes',
  planning: 'Reading the files',
  back: 'Back to the inbox',
  more: 'Show more',
  actions: { accept: 'Accept', add: 'Add', replace: 'Replace all' },
  change: 'Another genre',
  right: 'The file is right',
  skip: 'Skip',
  skipped: (count: number) => `Show ${songs(count)} that you skipped`,
  unnamed: 'No album',
  keys: [
    ['J', 'next'],
    ['K', 'back'],
    ['Space', 'play'],
    ['Enter', 'accept'],
    ['A', 'add'],
    ['R', 'replace all'],
    ['C', 'another genre'],
    ['F', 'the file is right'],
    ['S', 'skip'],
  ],
  help: 'J and K move, Space plays, Enter accepts, A adds, R replaces all, C says what it is, F keeps what the file says, S skips, X takes the tick away.',
  genre: (genre: string) => genreName(genre),
  written: (count: number) => `${files(count)} written`,
} as const);
