import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import { RequestAborts } from './request-aborts.ts';

function reply(writableFinished = false): FastifyReply {
  return { raw: Object.assign(new EventEmitter(), { writableFinished }) } as unknown as FastifyReply;
}

test('the end of the server ends a thousand requests, and those that come then, without a warning', () => {
  const warnings: Error[] = [];
  process.on('warning', (warning) => warnings.push(warning));
  const aborts = new RequestAborts();
  const signals = Array.from({ length: 1000 }, () => aborts.of(reply()).signal);
  aborts.abortAll();
  signals.push(aborts.of(reply()).signal);
  expect(signals.every(({ aborted, reason }) => aborted && reason.code === 'cancelled')).toBe(true);
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => expect(warnings).toEqual([]));
});

test('a client that goes away ends its request, and one that has its answer does not', () => {
  const aborts = new RequestAborts();
  const [gone, answered] = [reply(), reply(true)];
  const [first, second] = [aborts.of(gone), aborts.of(answered)];
  gone.raw.emit('close');
  answered.raw.emit('close');
  expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
  aborts.abortAll();
  expect(second.signal.aborted).toBe(false);
});
