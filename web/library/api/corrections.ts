/** Labels of songs. */
import type { CorrectionHistory, CorrectionOutcome } from '../../../src/server/library-schema.ts';
import { BASE, get, request, send } from './client.ts';

/** Sets the label of songs. @param genre null: none of these; undefined: removes the label */
export function labelSongs(
  songs: readonly number[],
  genre: string | null | undefined,
): Promise<CorrectionOutcome> {
  return send('POST', '/corrections', { songs, genre });
}

export async function undoLabels(batch: string): Promise<void> {
  await request(`/corrections/${batch}`, { method: 'DELETE' });
}

export function getLabelHistory(signal?: AbortSignal): Promise<CorrectionHistory> {
  return get('/corrections/history', signal);
}

export function correctionsAddress(format: 'csv' | 'json'): string {
  return `${BASE}/corrections/export?format=${format}`;
}

/** Imports a file of labels. */
export async function loadCorrections(file: File): Promise<CorrectionOutcome> {
  const type = /\.json$/i.test(file.name) ? 'application/json' : 'text/csv';
  const options = { method: 'POST', headers: { 'content-type': type }, body: await file.text() };
  return (await request('/corrections/import', options)).json();
}
