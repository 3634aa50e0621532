import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { endingSignals, outerAddresses } from './start.ts';

test('a server that may not ask the system for its addresses starts without them', () => {
  // As in a unit of systemd whose sockets are restricted.
  const refusal = vi.spyOn(os, 'networkInterfaces').mockImplementation(() => {
    throw new Error('Unknown system error 97');
  });
  onTestFinished(() => {
    refusal.mockRestore();
    syncBuiltinESMExports();
  });
  syncBuiltinESMExports();
  expect(outerAddresses()).toEqual([]);
  expect(refusal).toHaveBeenCalled();
});

test('a server is ended in order by what each system says to a program that shall end', () => {
  expect(endingSignals('linux')).toEqual(['SIGINT', 'SIGTERM']);
  expect(endingSignals('darwin')).toEqual(['SIGINT', 'SIGTERM']);
  // There a program is told of Ctrl-C, of Ctrl-Break and of the closing of its window.
  expect(endingSignals('win32')).toEqual(['SIGINT', 'SIGBREAK', 'SIGHUP']);
});
