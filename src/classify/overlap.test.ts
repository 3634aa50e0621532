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

test('of a kind that may run twice at once, the third waits for the first, and each knows the end of the one before', async () => {
  const overlap = new Overlap();
  const works = [held(), held(), held()];
  const ended: number[] = [];
  const begin = (i: number) =>
    overlap.begin(
      'a',
      async (before) => {
        await works[i].work();
        await before;
        ended.push(i);
      },
      2,
    );
  await begin(0);
  await begin(1);
  const third = begin(2);
  works[2].end();
  works[1].end();
  await overlap.begin('b', async () => {});
  expect(ended).toEqual([]);
  works[0].end();
  await third;
  await overlap.end();
  expect(ended).toEqual([0, 1, 2]);
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
