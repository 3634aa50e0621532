/**
 * A server that answers as the documentation of S3 says (ListObjectsV2, GetObject with ranges and If-Match,
 * HeadObject): a stand-in. Against a real server runs `scripts/try-s3.js`.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, openWebServer, type WebServer } from './web-server.ts';

export interface DocumentedS3 extends WebServer {
  /** Objects by bucket and key, with a slash between. */
  readonly objects: Map<string, Uint8Array>;
  /** Received requests: method, path with query, and range. */
  readonly requests: { method: string; url: string; range?: string; authorization?: string }[];
  /** Bytes of objects that went out. */
  sentBytes: number;
  /** Answers otherwise while it is there; true: it did. */
  disturb?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Removes objects, requests and faults. */
  clear(): void;
}

export const S3_ACCESS_KEY = 'AKIDEXAMPLE';
export const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const PAGE = 3;

export async function openDocumentedS3(): Promise<DocumentedS3> {
  const objects = new Map<string, Uint8Array>();
  const handler: Handler = (request, response) => {
    const { method = '', url = '', headers } = request;
    server.requests.push({ method, url, range: headers.range, authorization: headers.authorization });
    if (server.disturb?.(request, response)) return;
    const { pathname, searchParams } = new URL(url, 'http://s3.test');
    const [bucket, ...names] = pathname.slice(1).split('/').map(decodeURIComponent);
    if (names.length === 0) list(objects, bucket, searchParams, response);
    else send(server, objects.get([bucket, ...names].join('/')), request, response);
  };
  const server: DocumentedS3 = Object.assign(await openWebServer(handler), {
    objects,
    requests: [],
    sentBytes: 0,
    clear() {
      objects.clear();
      server.requests.length = 0;
      server.disturb = undefined;
    },
  });
  return server;
}

/** The variables under which it is found. */
export function s3Environment({ origin }: DocumentedS3): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL_S3: origin,
    AWS_ACCESS_KEY_ID: S3_ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: S3_SECRET,
    AWS_REGION: 'eu-test-1',
  };
}

export function listingXml(contents: string, next?: string): string {
  const truncated = next === undefined ? 'false' : 'true';
  const token = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>
<IsTruncated>${truncated}</IsTruncated>${token}${contents}</ListBucketResult>`;
}

export function contentsXml(key: string, bytes: Uint8Array): string {
  const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
  return `<Contents><Key>${encoded}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;${md5(bytes)}&quot;</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}

function list(
  objects: ReadonlyMap<string, Uint8Array>,
  bucket: string,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const start = `${bucket}/${query.get('prefix') ?? ''}`;
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(start) && key > after).sort();
  const page = keys.slice(0, PAGE);
  const contents = page.map((key) => contentsXml(key.slice(bucket.length + 1), objects.get(key)!)).join('');
  const xml = listingXml(contents, keys.length > PAGE ? page.at(-1) : undefined);
  response.writeHead(200, { 'content-type': 'application/xml' }).end(xml);
}

function send(
  server: DocumentedS3,
  bytes: Uint8Array | undefined,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  if (!bytes) return void response.writeHead(404).end();
  const etag = `"${md5(bytes)}"`;
  if ((headers['if-match'] ?? etag) !== etag) return void response.writeHead(412).end();
  const [, start = '0', end = `${bytes.length - 1}`] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const part = bytes.subarray(Number(start), Number(end) + 1);
  const range = headers.range ? { 'content-range': `bytes ${start}-${end}/${bytes.length}` } : {};
  response.writeHead(headers.range ? 206 : 200, {
    ...{ etag, 'content-length': part.length, 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' },
    ...range,
  });
  if (method !== 'HEAD') server.sentBytes += part.length;
  response.end(method === 'HEAD' ? undefined : part);
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
