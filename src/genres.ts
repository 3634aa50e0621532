/** The ten default genres, in the order used everywhere: in models, rankings' ties, tables and plots. */
export const GENRES = [
  'blues',
  'classical',
  'country',
  'disco',
  'hiphop',
  'jazz',
  'metal',
  'pop',
  'reggae',
  'rock',
] as const;

export type Genre = (typeof GENRES)[number];
