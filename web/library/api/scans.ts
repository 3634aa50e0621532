/** Scans, their failures, and work in the background. */
import type { FailurePage, Job, RetryRequest } from '../../../src/server/library-schema.ts';
import { get, jsonRequest, request, send } from './client.ts';

export async function pauseReanalysis(paused: boolean): Promise<void> {
  await request('/reanalysis', jsonRequest('PUT', { paused }));
}

export async function pauseScans(paused: boolean): Promise<void> {
  await request('/scans', jsonRequest('PUT', { paused }));
}

export async function pauseUpkeep(paused: boolean): Promise<void> {
  await request('/upkeep', jsonRequest('PUT', { paused }));
}

export function getFailures(offset: number, signal?: AbortSignal): Promise<FailurePage> {
  return get(`/failures?offset=${offset}&limit=100`, signal);
}

export function startScan(): Promise<Job> {
  return send('POST', '/scans', {});
}

/** Retries one file, or everything that failed. */
export function retryFailures(request: RetryRequest): Promise<Job> {
  return send('POST', '/failures/retry', request);
}

export async function cancelScan(id: string): Promise<void> {
  await request(`/scans/${id}`, { method: 'DELETE' });
}
