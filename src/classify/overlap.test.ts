import { expect, test } from 'vitest';
import { Overlap } from './overlap.ts';

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end };
}

test('work goes on beside its caller, and the next of its kind waits for it', async () => {
  const overlap = new Overlap();
  const [first, second] = [held(), held()];
  const begun: string[] = [];
  await overlap.begin('a', first.work);
  const next = overlap.begin('a', () => {
    begun.push('second');
    return second.work();
  });
  await overlap.begin('b', async () => {
    begun.push('other');
  });
  expect(begun).toEqual(['other']);
  first.end();
  await next;
  second.end();
  await overlap.end();
  expect(begun).toEqual(['other', 'second']);
});

test('what fails is thrown where it is waited for', async () => {
  const failed = new Error('no sound');
  const fail = async () => {
    throw failed;
  };
  const [before, atEnd] = [new Overlap(), new Overlap()];
  await before.begin('a', fail);
  await expect(before.begin('a', async () => {})).rejects.toBe(failed);
  await atEnd.begin('a', fail);
  await expect(atEnd.end()).rejects.toBe(failed);
});
