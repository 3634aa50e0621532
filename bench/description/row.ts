/** A line of the table of figures. */
export interface Row {
  /** Measured part. */
  readonly part: string;
  /** Program that answered. */
  readonly who: string;
  readonly songs: number;
  /** Figures as printed, by name. */
  readonly figures: Readonly<Record<string, string>>;
}

/** Mean and, over foldings, its spread. */
export function percent(shares: readonly number[], digits = 1): string {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const spread =
    shares.length > 1 ? ` ± ${(100 * Math.sqrt(squares / (shares.length - 1))).toFixed(digits)}` : '';
  return `${(100 * mean).toFixed(digits)}${spread} %`;
}

export function shareOf(answers: readonly (boolean | number)[]): number {
  return answers.reduce<number>((sum, answer) => sum + Number(answer), 0) / answers.length;
}
