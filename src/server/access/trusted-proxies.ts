import { isIP } from 'node:net';
import { TonearmError } from '../../errors.ts';

/** Named ranges: loopback, link-local and private addresses. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);
const MAX_PREFIX: Record<number, number> = { 4: 32, 6: 128 };

/**
 * Parses addresses of proxies, separated by commas: `127.0.0.1`, `10.0.0.0/8`, `::1`, or the name of a range.
 * @throws bad-request for anything else: whoever is trusted by mistake says who the client is.
 */
export function parseProxies(text: string): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim());
  const wrong = proxies.find((proxy) => !isProxy(proxy));
  if (wrong === undefined) return proxies;
  throw new TonearmError(
    'bad-request',
    `Expected addresses of proxies, such as "127.0.0.1, 10.0.0.0/8", got ${JSON.stringify(wrong)}.`,
  );
}

function isProxy(text: string): boolean {
  const [address, prefix, ...rest] = text.split('/');
  if (rest.length > 0) return false;
  if (prefix === undefined) return NAMES.has(address) || isIP(address) !== 0;
  const most = MAX_PREFIX[isIP(address)];
  return most !== undefined && /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= most;
}
