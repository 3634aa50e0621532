import { createHash } from 'node:crypto';

/** Identity of an object now. */
export interface ObjectIdentity {
  readonly size: number;
  /** ETag with its quotes; empty if unknown. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/**
 * Substitute for the hash of an object's content, from its size and ETag, so that it need not be read whole.
 * Equal contents have the same one if they were uploaded in the same way.
 */
export function hashOfObject({ size, etag, modifiedMs }: ObjectIdentity): string {
  const content = etag === '' ? `modified ${modifiedMs}` : etag;
  return createHash('sha256').update(`s3 ${size} ${content}`).digest('hex');
}
