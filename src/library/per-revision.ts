/** Values derived from something that changes, cached by its revision. */

interface Revised {
  /** Revision, another one after every change. */
  readonly revision: number | string;
}

/**
 * Caches a value by revision, computed from the value before if possible. A failed promise is forgotten: the
 * next caller retries.
 */
export function perRevision<Source extends Revised, Value>(
  make: (source: Source, before: Value | undefined) => Value,
): (source: Source) => Value {
  const kept = new WeakMap<Source, { readonly revision: Source['revision']; readonly value: Value }>();
  return (source) => {
    const { revision } = source;
    const before = kept.get(source);
    if (before?.revision === revision) return before.value;
    const made = { revision, value: make(source, before?.value) };
    kept.set(source, made);
    if (made.value instanceof Promise) {
      made.value.catch(() => {
        if (kept.get(source) === made) kept.delete(source);
      });
    }
    return made.value;
  };
}

/** Asynchronous `perRevision`: one value is computed at a time, and requests meanwhile wait for the next. */
export function perRevisionInTurn<Source extends Revised, Value>(
  make: (source: Source, before: Value | undefined) => Promise<Value>,
): (source: Source) => Promise<Value> {
  interface Made {
    readonly revision: Source['revision'];
    readonly value: Value;
  }
  const madeOf = perRevision<Source, Promise<Made>>(async (source, before) => {
    const last = await before?.catch(() => undefined);
    // Changes while it waited are in it already.
    const { revision } = source;
    return last?.revision === revision ? last : { revision, value: await make(source, last?.value) };
  });
  return async (source) => (await madeOf(source)).value;
}
