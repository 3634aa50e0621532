import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { TonearmError } from '../../errors.ts';
import { asLibraryError } from './library-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'tonearm-trouble-'));

afterAll(() => removeFolder(folder));

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Expected an error, got none.');
}

test('a lock that is not released is told as a busy library', () => {
  const path = join(folder, 'locked.sqlite');
  const [one, other] = [new Database(path), new Database(path, { timeout: 50 })];
  one.exec('create table a (b); begin immediate');
  const error = errorOf(() => other.exec('insert into a values (1)'));
  one.close();
  expect(asLibraryError(error)).toMatchObject({ code: 'busy', message: expect.stringContaining('in use') });
});

test('a disk that has no room for the library is told as a fault of the machine that may pass', () => {
  const full = new Database(join(folder, 'full.sqlite'));
  full.exec('create table a (b); pragma max_page_count = 2');
  const error = errorOf(() => full.exec('insert into a values (zeroblob(100000))'));
  full.close();
  expect(asLibraryError(error)).toMatchObject({
    code: 'busy',
    status: 503,
    message: expect.stringContaining('The disk of the library is full'),
  });
});

test.each(['SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC'])(
  '%s is told as a fault of the machine that may pass',
  (code) => {
    expect(asLibraryError(Object.assign(new Error('disk I/O error'), { code }))).toMatchObject({
      code: 'busy',
      status: 503,
      message: expect.stringContaining('could not be read or written'),
    });
  },
);

test('a file that is no library is told as damaged', () => {
  const path = join(folder, 'damaged.sqlite');
  writeFileSync(path, 'x'.repeat(10_000));
  const error = errorOf(() => new Database(path).exec('create table a (b)'));
  expect(asLibraryError(error)).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('damaged'),
  });
});

test.each([
  new TonearmError('bad-request', 'mine'),
  new Error('mine'),
  Object.assign(new Error('mine'), { code: 'ENOENT' }),
  'mine',
])('anything else stays what it is: %o', (error) => {
  expect(asLibraryError(error)).toBe(error);
});
