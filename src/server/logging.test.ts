import { PassThrough } from 'node:stream';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { loggerTo } from './logging.ts';

async function logged(level: 'info' | 'warn', url: string): Promise<string> {
  const stream = new PassThrough();
  const app = fastify({ logger: loggerTo(stream, level) });
  app.get('/', async () => 'hello');
  await app.inject(url);
  await app.close();
  return String(stream.read() ?? '');
}

test('at info every request is a JSON object a line, without the token that it carries', async () => {
  const lines = (await logged('info', '/?a=1&token=secret-of-mine&b=2')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toContain('request completed');
  expect(lines.join()).toContain('/?a=1&token=***&b=2');
  expect(lines.join()).not.toContain('secret');
});

test('at warn a request that goes well is not logged', async () => {
  expect(await logged('warn', '/')).toBe('');
});
