import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { findModel } from '../jobs/shipped-models.ts';
import { descriptionModel } from './description-model.ts';

test('a file of another format is refused', async () => {
  const bytes = await readFile(await findModel('description'));
  const at = bytes.indexOf('"format":3');
  expect(at).toBeGreaterThan(0);
  const older = Buffer.from(bytes);
  older.write('2', at + '"format":'.length);
  await expect(descriptionModel(async () => older).info()).rejects.toMatchObject({ code: 'bad-model' });
  expect(await descriptionModel(async () => bytes).info()).toMatchObject({ format: 3 });
});
