import { TonearmError } from '../../errors.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface S3Settings {
  /** Endpoint of a server that the operator named; undefined: that of AWS. */
  readonly endpoint?: URL;
  readonly region: string;
  /** Credentials; undefined for anonymous access. */
  readonly credentials?: S3Credentials;
}

const DEFAULT_REGION = 'us-east-1';
const REGION = /^[a-z0-9-]{1,40}$/;

/** Settings from the variables that S3 programs share. @throws bad-request for invalid ones */
export function s3Settings(environment: NodeJS.ProcessEnv = process.env): S3Settings {
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || DEFAULT_REGION;
  if (!REGION.test(region))
    throw new TonearmError('bad-request', 'Expected a region in AWS_REGION, got something else.');
  return {
    endpoint: endpointIn(environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL),
    region,
    credentials: credentialsIn(environment),
  };
}

function endpointIn(text: string | undefined): URL | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && `${url.pathname}${url.search}${url.hash}` === '/';
  if (isOrigin && !url.username && !url.password) return url;
  throw new TonearmError(
    'bad-request',
    'Expected an address like https://s3.example.org in AWS_ENDPOINT_URL_S3, got something else.',
  );
}

function credentialsIn(environment: NodeJS.ProcessEnv): S3Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    throw new TonearmError(
      'bad-request',
      'Expected both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, got one of them.',
    );
  }
  return { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN || undefined };
}
