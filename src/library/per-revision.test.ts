import { expect, test } from 'vitest';
import { perRevision, perRevisionInTurn } from './per-revision.ts';

test('a value is made once a revision, from the one before', () => {
  const source = { revision: 1 };
  const historyOf = perRevision<{ revision: number }, number[]>(({ revision }, before = []) => [
    ...before,
    revision,
  ]);
  expect([historyOf(source), historyOf(source)]).toEqual([[1], [1]]);
  expect(historyOf(source)).toBe(historyOf(source));
  source.revision = 5;
  expect(historyOf(source)).toEqual([1, 5]);
  expect(historyOf({ revision: 5 })).toEqual([5]);
});

test('what failed is made again', async () => {
  let tries = 0;
  const answerOf = perRevisionInTurn(async () => {
    tries++;
    if (tries === 1) throw new Error('not yet');
    return tries;
  });
  const source = { revision: 1 };
  await expect(answerOf(source)).rejects.toThrow('not yet');
  expect(await answerOf(source)).toBe(2);
});

test('while one is made, all changes together lead to one more', async () => {
  const source = { revision: 1 };
  const made: number[] = [];
  const answerOf = perRevisionInTurn(async ({ revision }: { revision: number }) => {
    made.push(revision);
    await new Promise((resolve) => setImmediate(resolve));
    return revision;
  });
  const asked = [1, 2, 3, 4].map((revision) => {
    source.revision = revision;
    return answerOf(source);
  });
  const answers = await Promise.all(asked);
  expect(answers.at(-1)).toBe(4);
  expect(made.length).toBeLessThanOrEqual(2);
  expect(made.at(-1)).toBe(4);
});
