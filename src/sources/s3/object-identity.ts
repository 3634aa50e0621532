import { createHash } from 'node:crypto';

/** What an object is now. */
export interface ObjectIdentity {
  readonly size: number;
  /** With its quotes; empty where none is told. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/**
 * What stands for the hash of an object's content: from its size and ETag, so that it need not be read whole. Equal
 * contents have the same where they were uploaded in the same way.
 */
export function hashOfObject({ size, etag, modifiedMs }: ObjectIdentity): string {
  const content = etag === '' ? `modified ${modifiedMs}` : etag;
  return createHash('sha256').update(`s3 ${size} ${content}`).digest('hex');
}
