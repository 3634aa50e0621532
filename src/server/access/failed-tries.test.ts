import { expect, test } from 'vitest';
import { FailedTries } from './failed-tries.ts';

function failing(address: string, times: number, now = () => 0): FailedTries {
  const tries = new FailedTries({ now });
  for (let i = 0; i < times; i++) void tries.add(address);
  return tries;
}

test('twenty wrong tokens a minute may be tried', () => {
  expect(failing('203.0.113.7', 19).secondsToWait('203.0.113.7')).toBe(0);
  expect(failing('203.0.113.7', 20).secondsToWait('203.0.113.7')).toBe(60);
});

test('a minute after the first everything is forgotten', () => {
  let now = 0;
  const tries = failing('203.0.113.7', 20, () => now);
  now = 59_001;
  expect(tries.secondsToWait('203.0.113.7')).toBe(1);
  now = 60_000;
  expect(tries.secondsToWait('203.0.113.7')).toBe(0);
});

test('other clients are not held up', () => {
  expect(failing('203.0.113.7', 20).secondsToWait('203.0.113.8')).toBe(0);
});

test('a whole IPv6 network is one client', () => {
  const tries = failing('2001:db8:1:2::1', 20);
  expect(tries.secondsToWait('2001:db8:1:2:ffff::9')).toBeGreaterThan(0);
  expect(tries.secondsToWait('2001:db8:1:3::1')).toBe(0);
  expect(failing('2001:db8::1', 20).secondsToWait('2001:db8::2')).toBeGreaterThan(0);
});

test('clients without number cost bounded memory: the oldest are forgotten', () => {
  const tries = failing('203.0.113.7', 20);
  for (let i = 0; i < 9_999; i++) void tries.add(`host ${i}`);
  expect(tries.secondsToWait('203.0.113.7')).toBeGreaterThan(0);
  void tries.add('one more');
  expect(tries.secondsToWait('203.0.113.7')).toBe(0);
});
