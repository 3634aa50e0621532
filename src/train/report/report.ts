import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evaluation } from '../evaluate/evaluation.ts';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';

/**
 * Writes `report.html`, `report.md` and `report.json` into a folder, which is created.
 * @returns their paths
 */
export async function writeReport(folder: string, evaluations: readonly Evaluation[]): Promise<string[]> {
  return writeFiles(folder, {
    'report.html': renderHtml(evaluations, new Date()),
    'report.md': renderMarkdown(evaluations),
    'report.json': renderJson(evaluations),
  });
}

/** Writes texts by their names into a folder, which is created. @returns their paths */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return Object.keys(files).map((name) => join(folder, name));
}

/** JSON of one evaluation as an object, of several as a list; every answer included. NaN is null. */
function renderJson(evaluations: readonly Evaluation[]): string {
  return JSON.stringify(evaluations.length === 1 ? evaluations[0] : evaluations, undefined, 1);
}
