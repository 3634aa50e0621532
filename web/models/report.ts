/**
 * The evaluation of a model, as far as the page draws it: `report.json` of `tonearm evaluate`, laid beside the
 * model file as `NAME.report.json`.
 */

export interface ModelReport {
  readonly genres: readonly string[];
  /** Number of songs. */
  readonly n: number;
  readonly protocol: string;
  /** Confusion counts: rows are true genres, columns predicted ones. */
  readonly confusion: readonly (readonly number[])[];
  readonly reliability: readonly ReliabilityPoint[];
}

export interface ReliabilityPoint {
  readonly n: number;
  /** Means over its answers, 0..1. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** @returns undefined for what is no such report: the page then leaves the pictures out. */
export function readReport(value: unknown): ModelReport | undefined {
  if (!isRecord(value) || !isRecord(value.figures) || !isRecord(value.protocol)) return undefined;
  const { genres, figures, protocol } = value;
  const { n, confusion, reliability } = figures;
  if (!isListOf(genres, isText) || typeof n !== 'number' || !isMatrix(confusion, genres.length))
    return undefined;
  const points = Array.isArray(reliability) ? reliability.filter(isPoint) : [];
  return {
    genres,
    n,
    protocol: isText(protocol.description) ? protocol.description : '',
    confusion,
    reliability: points,
  };
}

/** Most frequent confusions: the largest shares off the diagonal, of at least `least`. */
export function confusedMost(
  { genres, confusion }: Pick<ModelReport, 'genres' | 'confusion'>,
  { most, least }: { most: number; least: number },
): { actual: string; called: string; share: number }[] {
  const pairs = rowShares(confusion).flatMap((row, actual) =>
    row.map((share, called) => ({ actual, called, share })),
  );
  return pairs
    .filter(({ actual, called, share }) => actual !== called && share >= least)
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map(({ actual, called, share }) => ({ actual: genres[actual]!, called: genres[called]!, share }));
}

/** Each row as shares of its sum; a genre without songs has zeros. */
export function rowShares(counts: readonly (readonly number[])[]): number[][] {
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total > 0 ? count / total : 0));
  });
}

function isMatrix(value: unknown, order: number): value is number[][] {
  const isRow = (row: unknown): row is number[] =>
    isListOf(row, (cell): cell is number => Number.isFinite(cell)) && row.length === order;
  return isListOf(value, isRow) && value.length === order && order > 0;
}

/** Empty bins have null for their means. */
function isPoint(value: unknown): value is ReliabilityPoint {
  return (
    isRecord(value) &&
    [value.n, value.confidence, value.accuracy].every((part) => Number.isFinite(part)) &&
    (value.n as number) > 0
  );
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
