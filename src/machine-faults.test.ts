import { expect, test } from 'vitest';
import { reportError } from './errors.ts';

test.each([
  ['ENOSPC', 'The disk is full'],
  ['EDQUOT', 'The room that this user has'],
  ['EIO', 'The disk could not be read or written'],
  ['EMFILE', 'Too many files are open'],
  ['ENFILE', 'Too many files are open'],
])('%s is told as a fault of the machine that may pass, not as one to report', (code, words) => {
  const report = reportError(Object.assign(new Error(`${code}: write /secret/path`), { code }));
  expect(report).toEqual({ code: 'busy', message: expect.stringContaining(words) });
  expect(report.message).not.toContain('secret');
});

test.each(['EACCES', 'constructor', undefined])('an error with the code %s stays internal', (code) => {
  expect(reportError(Object.assign(new Error('x'), { code })).code).toBe('internal');
});
