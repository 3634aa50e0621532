/** The words of playlists that the library keeps. */
import { spoken } from '../spoken.ts';
export const words = spoken('playlists', {
  label: 'Your playlists',
  none: 'Playlists that you keep stand here, for everybody who uses this library.',
  another: 'New list',
  keep: 'Keep it',
  kept: 'Kept',
  keepSmart: 'Keep it fresh',
  smartHint:
    'Keeps what it was made by: whenever it is opened, it is made anew from all songs there are by then.',
  smart: 'fresh',
  untitled: (at: Date) =>
    `List of ${at.toLocaleDateString('en', { month: 'long', day: 'numeric', year: 'numeric' })}`,
  remove: (title: string) => `Delete the playlist ${title}`,
  removed: (title: string) => `${title} is deleted.`,
  undo: 'Undo',
  choices: {
    years: 'Years',
    yearMin: 'First year',
    yearMax: 'Last year',
    added: 'Came to the library',
    anyTime: 'Whenever',
    within: { 7: 'Within a week', 30: 'Within a month', 90: 'Within three months', 365: 'Within a year' },
    words: 'One of these words is said of it',
    excludedGenres: 'Leave out genres',
    noGenre: 'None',
    letIn: (genre: string) => `Let ${genre} in again`,
    excludedFolders: 'Leave out folders named',
    examples: {
      yearMin: 'from',
      yearMax: 'to',
      excludedFolders: 'Christmas, Audiobooks',
    },
  },
} as const);
