import { expect, test } from 'vitest';
import { parseProxies } from './trusted-proxies.ts';

test('proxies are addresses, networks and named ranges', () => {
  expect(parseProxies('127.0.0.1, 10.0.0.0/8,::1,fd00::/8, loopback')).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
    '::1',
    'fd00::/8',
    'loopback',
  ]);
});

test.each([
  '',
  'true',
  '1',
  '127.0.0.1,',
  'proxy.example',
  '10.0.0.0/33',
  '10.0.0.0/',
  '0.0.0.0/0',
  '::/0',
  '10/8/8',
])('%j is refused as the address of a proxy', (text) => {
  expect(() => parseProxies(text)).toThrow('Expected addresses of proxies');
});
