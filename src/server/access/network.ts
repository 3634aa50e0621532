import { normalizeIP } from '@fastify/rate-limit';

/** An address by which limits count: of IPv6 the network, which is what a provider gives to one customer. */
export function networkOf(address: string): string {
  return normalizeIP(address);
}
