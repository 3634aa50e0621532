import { TonearmError } from '../errors.ts';
import { ToolFailure } from './run-tool.ts';
import { isUnreachable } from './safe-fetch.ts';
import type { SourceInfo } from './source.ts';

/** Message for people in place of a source's own error. */
export function sourceErrorMessage({ title }: SourceInfo, error: unknown): string {
  const code = error instanceof TonearmError ? error.code : 'internal';
  if (code === 'busy') return `${title} was asked too often. Try again in a minute.`;
  if (code === 'timed-out') return `${title} took too long.`;
  if (code === 'not-found') return `${title} has no such album with sound.`;
  if (isToolFailure(error)) return `${title}: ${error.message}`;
  if (isUnreachable(error)) return outOfReach({ title });
  return `${title} gave no usable answer.`;
}

function outOfReach({ title }: Pick<SourceInfo, 'title'>): string {
  return `${title} cannot be reached from here. Check the network, then try again.`;
}

/** Error that names the source, if it was unreachable; else the error itself. */
export function withSource(info: SourceInfo, error: unknown): unknown {
  return isUnreachable(error) ? new TonearmError('source-failed', outOfReach(info), { cause: error }) : error;
}

function isToolFailure(error: unknown): error is TonearmError {
  return error instanceof TonearmError && error.cause instanceof ToolFailure;
}
