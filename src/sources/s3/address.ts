import { TonearmError } from '../../errors.ts';

/** Address of an object, or of all objects with a key prefix. */
export interface S3Address {
  readonly bucket: string;
  /** Key without a slash at its end; empty for the whole bucket. */
  readonly key: string;
}

const SCHEME = 's3://';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1_024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: It is these that it is for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Whether a path names an object or a folder of objects. */
export function isS3Path(path: string): boolean {
  return path.startsWith(SCHEME);
}

/** @throws bad-request for what is no `s3://bucket/key` */
export function parseS3Path(path: string): S3Address {
  const [bucket, ...segments] = path.slice(SCHEME.length).split('/');
  const key = segments.join('/').replace(/\/+$/, '');
  if (isS3Path(path) && BUCKET.test(bucket) && !bucket.includes('..') && (key === '' || isPlainKey(key))) {
    return { bucket, key };
  }
  throw new TonearmError(
    'bad-request',
    `Expected an address like s3://bucket/folder, got ${JSON.stringify(path)}.`,
  );
}

export function s3Path({ bucket, key }: S3Address): string {
  return `${SCHEME}${bucket}${key === '' ? '' : `/${key}`}`;
}

/** Whether a key is a valid path: without `..`, empty names or control characters, and not too long. */
export function isPlainKey(key: string): boolean {
  return (
    Buffer.byteLength(key) <= MAX_KEY_BYTES &&
    !CONTROL.test(key) &&
    key.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
  );
}
