import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { TonearmError } from '../errors.ts';
import { isPublicAddress } from './public-address.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Egress rules: destinations of outgoing requests. */
export interface Egress {
  /** Addresses of a host name. */
  resolve(hostname: string): Promise<Address[]>;
  permits(address: string): boolean;
  readonly ports: ReadonlySet<number>;
  /** Origins trusted by the operator: exempt from the checks of port and address. */
  readonly origins: ReadonlySet<string>;
}

const LONGEST_URL = 2000;
const DEFAULT_PORTS = [80, 443];

/**
 * Egress to the public internet on its usual ports, and to the operator's own `origins`
 * (`http://nas.example:8000`).
 */
export function openEgress(origins: readonly string[] = [], ports: readonly number[] = []): Egress {
  return {
    resolve: (hostname) => lookup(hostname, { all: true, verbatim: true }),
    permits: isPublicAddress,
    ports: new Set([...DEFAULT_PORTS, ...ports]),
    origins: new Set(origins.map((origin) => new URL(origin).origin)),
  };
}

/**
 * Parses an address as browsers do (so that 0x7f.1 is 127.0.0.1).
 * @throws bad-request for anything but http(s) without credentials on a port of `egress`.
 */
export function parseAddress(text: string, egress: Egress, base?: URL): URL {
  if (text.length > LONGEST_URL || !URL.canParse(text, base?.href)) {
    throw new TonearmError('bad-request', 'Expected a web address, got something that is none.');
  }
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TonearmError('bad-request', 'Expected a web address with http or https, got another kind.');
  }
  if (url.username || url.password) {
    throw new TonearmError(
      'bad-request',
      'Expected a web address without a user name or password, got one with.',
    );
  }
  if (!egress.origins.has(url.origin) && !egress.ports.has(portOf(url))) {
    throw new TonearmError('bad-request', 'Expected a web address on a usual port, got another port.');
  }
  return url;
}

/**
 * Addresses that a connection to `url` may use: all of its host's, each checked. The connection must use
 * these without another look-up, or the name could change in between.
 * @throws bad-request where one is not public, or the name has none: which of the two is nobody's business.
 */
export async function checkedAddresses(url: URL, egress: Egress): Promise<Address[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const { addresses, cause } = family
    ? { addresses: [{ address: hostname, family }] }
    : await resolveName(hostname, egress);
  const vouchedFor = egress.origins.has(url.origin);
  const permitted = addresses.every(({ address }) => vouchedFor || egress.permits(address));
  if (addresses.length === 0 || !permitted) {
    throw new TonearmError(
      'bad-request',
      'Expected a server on the public internet, got a name or address that is none. Check the address, and the network of this machine.',
      { cause },
    );
  }
  return addresses;
}

async function resolveName(
  hostname: string,
  egress: Egress,
): Promise<{ addresses: Address[]; cause?: unknown }> {
  try {
    return { addresses: await egress.resolve(hostname) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTFOUND') return { addresses: [], cause: error };
    throw new TonearmError(
      'source-failed',
      'Nobody answers where the server is. Check the network of this machine, then try again.',
      {
        cause: error,
      },
    );
  }
}

function portOf({ port, protocol }: URL): number {
  if (port) return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
