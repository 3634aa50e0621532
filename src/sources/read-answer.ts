import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { TonearmError } from '../errors.ts';

/** @throws source-failed where a source's answer has not the shape that it documents. */
export function readAnswer<Schema extends TSchema>(
  schema: Schema,
  answer: unknown,
  source: string,
): Static<Schema> {
  if (Value.Check(schema, answer)) return answer as Static<Schema>;
  const [first] = Value.Errors(schema, answer);
  const cause = new Error(
    `${source} answered ${JSON.stringify(answer)?.slice(0, 500)}: ${JSON.stringify(first)}`,
  );
  throw new TonearmError('source-failed', `Expected an answer of ${source} in its known form, got another.`, {
    cause,
  });
}

/**
 * Items of a list that match a schema; others are left out.
 * @throws source-failed where there are items and none of them has it.
 */
export function readItems<Schema extends TSchema>(
  schema: Schema,
  items: readonly unknown[],
  source: string,
): Static<Schema>[] {
  const known = items.filter((item) => Value.Check(schema, item)) as Static<Schema>[];
  if (known.length === 0 && items.length > 0) readAnswer(schema, items[0], source);
  return known;
}
