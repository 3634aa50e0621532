/** Parameters of a request, from the address or a form. */
import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

interface Bounds {
  readonly fallback: number;
  readonly most: number;
  readonly least?: number;
}

export class Parameters {
  readonly #values: ReadonlyMap<string, string>;

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Reads the parameters; of several with one name the first counts. */
  static of({ query, body }: FastifyRequest): Parameters {
    const form = body instanceof URLSearchParams ? [...body].reverse() : [];
    const address = Object.entries(query as Record<string, string | readonly string[]>);
    return new Parameters(
      new Map([...form, ...address.map(([name, value]) => [name, [value].flat()[0]] as const)]),
    );
  }

  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** @throws Refusal where it is missing. */
  needed(name: string): string {
    const value = this.text(name);
    if (value !== undefined && value !== '') return value;
    throw new Refusal('missing-parameter', `Expected the parameter ${name}, got a request without it.`);
  }

  /** Whole number within bounds; the fallback for an invalid one. */
  whole(name: string, { fallback, least = 0, most }: Bounds): number {
    const value = Number(this.text(name) ?? fallback);
    return Math.min(most, Math.max(least, Number.isInteger(value) ? value : fallback));
  }

  /** Year; undefined for an invalid one. */
  year(name: string): number | undefined {
    const value = this.text(name);
    return value !== undefined && /^\d{1,4}$/.test(value) ? Number(value) : undefined;
  }
}
