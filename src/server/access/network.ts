import { normalizeIP } from '@fastify/rate-limit';

/** Network by which limits count an address: of IPv6 the prefix that a provider gives to one customer. */
export function networkOf(address: string): string {
  return normalizeIP(address);
}
