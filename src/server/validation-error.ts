/** Errors of requests that do not fit their schema, in words. */
import type { FastifySchemaValidationError } from 'fastify';

const PARTS: Readonly<Record<string, string>> = {
  querystring: 'the query',
  params: 'the address',
  body: 'the body',
  headers: 'the headers',
};

/** Error for what a validator found in a part of a request. */
export function validationError(found: FastifySchemaValidationError[], part: string): Error {
  const [first] = found;
  const where = PARTS[part] ?? part;
  const { additionalProperty, missingProperty } = first.params;
  if (first.keyword === 'additionalProperties')
    return new Error(`Expected fields that are known here, got ${quoted(additionalProperty)} in ${where}.`);
  if (first.keyword === 'required')
    return new Error(`Expected ${quoted(missingProperty)} in ${where}, got none.`);
  const allowed = allowedValues(found);
  if (allowed.length > 0) {
    const name = first.instancePath.slice(1).replaceAll('/', '.');
    return new Error(`Expected one of ${allowed.join(', ')} as ${name} in ${where}, got another value.`);
  }
  return new Error(`${part}${first.instancePath} ${first.message}`);
}

/** Values that are allowed where the first error is; none if it is of another kind. */
function allowedValues(found: readonly FastifySchemaValidationError[]): unknown[] {
  const [{ instancePath, keyword, params }] = found;
  if (instancePath === '') return [];
  if (keyword === 'enum') return params.allowedValues as unknown[];
  const here = found.filter((error) => error.instancePath === instancePath && error.keyword !== 'anyOf');
  return here.every((error) => error.keyword === 'const')
    ? here.map((error) => error.params.allowedValue)
    : [];
}

function quoted(name: unknown): string {
  return JSON.stringify(name);
}
