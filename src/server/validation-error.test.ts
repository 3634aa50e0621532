import fastify from 'fastify';
import { expect, test } from 'vitest';
import { VALIDATION } from './validation.ts';
import { validationError } from './validation-error.ts';

const querystring = {
  type: 'object',
  additionalProperties: false,
  required: ['q'],
  properties: {
    q: { type: 'string', minLength: 1 },
    limit: { type: 'integer', maximum: 500 },
    order: { enum: ['up', 'down'] },
    sort: { anyOf: [{ const: 'title' }, { const: 'artist' }] },
    years: { anyOf: [{ type: 'integer' }, { const: 'all' }] },
  },
};

test.each([
  ['q=a&topp=3', 'Expected fields that are known here, got "topp" in the query.'],
  ['limit=1', 'Expected "q" in the query, got none.'],
  ['q=a&sort=size', 'Expected one of title, artist as sort in the query, got another value.'],
  ['q=a&order=flat', 'Expected one of up, down as order in the query, got another value.'],
  ['q=a&limit=1000', 'querystring/limit must be <= 500'],
  ['q=a&years=some', 'querystring/years must be integer'],
])('a query of %s is refused in words', async (query, message) => {
  const app = fastify({ schemaController: VALIDATION, schemaErrorFormatter: validationError });
  app.get('/', { schema: { querystring } }, async () => 'fine');
  const response = await app.inject({ url: `/?${query}` });
  expect(response.json()).toMatchObject({ statusCode: 400, message });
  await app.close();
});
