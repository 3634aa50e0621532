/** The words of playlists that the library keeps. */
export const words = {
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
} as const;
