/** Messages between the page and the worker that removes parts of a sound. */
import type { Hearing } from './parts.ts';

export interface WithoutRequest {
  readonly file: File;
  readonly model: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export type WithoutAnswer =
  | { readonly kind: 'heard'; readonly hearing: Hearing }
  | { readonly kind: 'failed'; readonly code?: string; readonly message: string };
