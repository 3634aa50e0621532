import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import { Endings } from './ending.ts';

function reply(writableFinished = false): FastifyReply {
  return { raw: Object.assign(new EventEmitter(), { writableFinished }) } as unknown as FastifyReply;
}

test('the end of the server ends a thousand requests, and those that come then, without a warning', () => {
  const warnings: Error[] = [];
  process.on('warning', (warning) => warnings.push(warning));
  const endings = new Endings();
  const signals = Array.from({ length: 1000 }, () => endings.of(reply()).signal);
  endings.endAll();
  signals.push(endings.of(reply()).signal);
  expect(signals.every(({ aborted, reason }) => aborted && reason.code === 'cancelled')).toBe(true);
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => expect(warnings).toEqual([]));
});

test('a client that goes away ends its request, and one that has its answer does not', () => {
  const endings = new Endings();
  const [gone, answered] = [reply(), reply(true)];
  const [first, second] = [endings.of(gone), endings.of(answered)];
  gone.raw.emit('close');
  answered.raw.emit('close');
  expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
  endings.endAll();
  expect(second.signal.aborted).toBe(false);
});
