import { expect, test } from 'vitest';
import { endingSignals } from './start.ts';

test('a server is ended in order by what each system says to a program that shall end', () => {
  expect(endingSignals('linux')).toEqual(['SIGINT', 'SIGTERM']);
  expect(endingSignals('darwin')).toEqual(['SIGINT', 'SIGTERM']);
  // There a program is told of Ctrl-C, of Ctrl-Break and of the closing of its window.
  expect(endingSignals('win32')).toEqual(['SIGINT', 'SIGBREAK', 'SIGHUP']);
});
