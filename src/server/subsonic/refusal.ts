/** Error codes of Subsonic. */
import type { Problem } from '../schema.ts';

export const CODES = {
  generic: 0,
  'missing-parameter': 10,
  'wrong-credentials': 40,
  'conflicting-credentials': 43,
  'wrong-key': 44,
  'not-allowed': 50,
  'not-found': 70,
} as const;

export class Refusal extends Error {
  readonly code: number;

  constructor(code: keyof typeof CODES, message: string) {
    super(message);
    this.code = CODES[code];
  }
}

/** Error code of one of our errors. */
export function codeOf({ code }: Problem): number {
  if (code === 'not-found') return CODES['not-found'];
  return code === 'unauthorized' ? CODES['wrong-credentials'] : CODES.generic;
}
