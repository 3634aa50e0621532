import type { IncomingHttpHeaders } from 'node:http';
import { TonearmError } from '../../errors.ts';
import { type S3Address, s3Path } from './address.ts';

/** Error for a status of S3, with its remedy; it reveals nothing of the request. */
export function refusal(
  status: number,
  headers: IncomingHttpHeaders,
  address: S3Address,
  isNamed: boolean,
): TonearmError {
  const where = JSON.stringify(s3Path(address));
  if (status === 404)
    return new TonearmError('not-found', `Expected a bucket or object, got nothing at ${where}.`);
  if (status === 412) {
    return new TonearmError(
      'bad-request',
      'The file changed while it was read. Try again when it is complete.',
    );
  }
  if (status === 401 || status === 403) {
    const remedy = isNamed
      ? 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may read.'
      : 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
    return new TonearmError('source-failed', `The S3 server refuses ${where}. ${remedy}`);
  }
  const region = String(headers['x-amz-bucket-region'] ?? '');
  if (status === 301 || status === 307 || status === 400) {
    if (/^[a-z0-9-]{1,40}$/.test(region)) {
      return new TonearmError(
        'source-failed',
        `The bucket of ${where} is in another region. Set AWS_REGION to ${region}.`,
      );
    }
  }
  if (status >= 300 && status < 400) {
    return new TonearmError(
      'source-failed',
      'The S3 server sends us elsewhere, where nobody told us to go. Set AWS_ENDPOINT_URL_S3 to where the bucket is.',
    );
  }
  return new TonearmError('source-failed', `Expected an answer of the S3 server, got status ${status}.`);
}
