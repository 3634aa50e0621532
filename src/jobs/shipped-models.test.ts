import { expect, test } from 'vitest';
import { findModel, modelFilesIn, SHIPPED_MODELS } from './shipped-models.ts';

test('the ear lies among the shipped models and is none of them', async () => {
  const files = await modelFilesIn(SHIPPED_MODELS);
  expect(files).toContain(await findModel('tonearm'));
  expect(files).not.toContain(await findModel('ear'));
});
