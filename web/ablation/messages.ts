/** Messages between the page and the worker that removes parts of a sound. */
import type { PartAnswer } from './parts.ts';

export interface AblationRequest {
  readonly file: File;
  readonly model: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export type AblationAnswer =
  | { readonly kind: 'answered'; readonly answer: PartAnswer }
  | { readonly kind: 'failed'; readonly code?: string; readonly message: string };
