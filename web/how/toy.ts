/** Toy collection: songs as points on a plane, each with several pieces. Pure and deterministic. */

export interface Piece {
  readonly x: number;
  readonly y: number;
  readonly genre: number;
  readonly song: number;
}

export type Split = 'pieces' | 'songs';

const SONGS_A_GENRE = 8;
const PIECES = 6;
/** Genres overlap, as they do; a song's own pieces lie close together, as they do. */
const CENTRES = [
  [38, 36],
  [62, 40],
  [49, 64],
] as const;
const GENRE_SPREAD = 15;
const SONG_SPREAD = 1.2;
const FOLDS = 4;

const GENRE_COUNT = CENTRES.length;

/** Points on a square of 100. */
export function collection(): Piece[] {
  const random = normalOf(20);
  return CENTRES.flatMap(([cx, cy], genre) =>
    Array.from({ length: SONGS_A_GENRE }, (_, i) => {
      const [x, y] = [cx + GENRE_SPREAD * random(), cy + GENRE_SPREAD * random()];
      return Array.from({ length: PIECES }, () => ({
        x: inside(x + SONG_SPREAD * random()),
        y: inside(y + SONG_SPREAD * random()),
        genre,
        song: genre * SONGS_A_GENRE + i,
      }));
    }).flat(),
  );
}

/** The `k` pieces nearest to a point, nearest first. */
export function nearest(point: { x: number; y: number }, among: readonly Piece[], k: number): Piece[] {
  const distance = ({ x, y }: Piece) => Math.hypot(x - point.x, y - point.y);
  return [...among].sort((a, b) => distance(a) - distance(b)).slice(0, k);
}

/** Votes of each genre among neighbours. */
export function votes(neighbours: readonly Piece[]): number[] {
  const counts = new Array<number>(GENRE_COUNT).fill(0);
  for (const { genre } of neighbours) counts[genre]! += 1;
  return counts;
}

/** Share of pieces that the nearest neighbour names rightly, each fold tested once. */
export function accuracyOf(pieces: readonly Piece[], split: Split): number {
  const foldOf = (piece: Piece, i: number) => (split === 'pieces' ? i : piece.song) % FOLDS;
  const right = pieces.filter((piece, i) => {
    const learned = pieces.filter((other, j) => foldOf(other, j) !== foldOf(piece, i));
    return nearest(piece, learned, 1)[0]!.genre === piece.genre;
  });
  return right.length / pieces.length;
}

function inside(value: number): number {
  return Math.min(97, Math.max(3, value));
}

/** Normal deviates: sums of twelve uniform ones. */
function normalOf(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}
