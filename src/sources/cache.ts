interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

/** LRU cache with limits of number and age. */
export class Cache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #size: number;
  readonly #lifeMs: number;
  readonly #now: () => number;

  constructor(size: number, lifeSeconds: number, now: () => number = () => performance.now()) {
    this.#size = size;
    this.#lifeMs = lifeSeconds * 1000;
    this.#now = now;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (!entry || entry.expiresAt <= this.#now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: this.#now() + this.#lifeMs });
    // A Map lists in the order of insertion: the first is the least recently used.
    if (this.#entries.size > this.#size) this.#entries.delete(this.#entries.keys().next().value!);
  }
}
