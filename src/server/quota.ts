/** Quota: a total for all clients, and a share of it for one. */
import { TonearmError } from '../errors.ts';
import type { Client } from './access/client.ts';

export interface QuotaOptions {
  readonly total: number;
  /** Largest amount of one client. This machine may use all. */
  readonly perClient: number;
  /** Message for a client that exceeds its share. */
  readonly refusal: string;
}

export class Quota {
  readonly #options: QuotaOptions;
  readonly #clients = new Map<string, number>();
  #used = 0;

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  get used(): number {
    return this.#used;
  }

  /** @throws busy where `take` would. */
  check(client: Client, amount = 1): void {
    const { total, perClient, refusal } = this.#options;
    const tooMuch = client !== undefined && this.#usedBy(client) + amount > perClient;
    if (tooMuch || this.#used + amount > total) throw new TonearmError('busy', refusal);
  }

  /** @throws busy where it would be too much; nothing is taken then. */
  take(client: Client, amount = 1): void {
    this.check(client, amount);
    this.#add(client, amount);
  }

  give(client: Client, amount = 1): void {
    this.#add(client, -amount);
  }

  #usedBy(client: string): number {
    return this.#clients.get(client) ?? 0;
  }

  #add(client: Client, amount: number): void {
    this.#used += amount;
    if (client === undefined) return;
    const used = this.#usedBy(client) + amount;
    if (used > 0) this.#clients.set(client, used);
    else this.#clients.delete(client);
  }
}
