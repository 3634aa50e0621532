/** Plans of tags, from rules and from the inbox, and what was written. */
import type {
  InboxPage,
  InboxPlanRequest,
  Job,
  TagJournal,
  TagJournalDetail,
  TagPlan,
  TagPlanRequest,
} from '../../../src/server/library-schema.ts';
import { get, request, send } from './client.ts';

/** Path of the progress of jobs that write or undo tags. */
export const TAG_JOBS = '/tags/jobs';

export function planTags(request: TagPlanRequest, signal?: AbortSignal): Promise<TagPlan> {
  return send('POST', '/tags/plan', request, signal);
}

const INBOX_ROWS = 200;

export function getInbox(text: string, offset: number, signal?: AbortSignal): Promise<InboxPage> {
  const query = new URLSearchParams({ q: text.trim(), offset: String(offset), limit: String(INBOX_ROWS) });
  return get(`/inbox?${query}`, signal);
}

export function planInbox(decisions: InboxPlanRequest['decisions']): Promise<TagPlan> {
  return send('POST', '/inbox/plan', { decisions });
}

export function getTagPlan(
  id: string,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<TagPlan> {
  return get(`/tags/plans/${id}?offset=${offset}&limit=${limit}`, signal);
}

export function writeTags(plan: string): Promise<Job> {
  return send('POST', `/tags/plans/${plan}/write`, {});
}

export function undoTags(journal: string): Promise<Job> {
  return send('POST', '/tags/undo', { journal });
}

/** Stops after the current file. */
export async function cancelTagJob(id: string): Promise<void> {
  await request(`${TAG_JOBS}/${id}`, { method: 'DELETE' });
}

const JOURNAL_FILES = 200;

export function getJournalDetail(journal: string, signal?: AbortSignal): Promise<TagJournalDetail> {
  return get(`/tags/journal/${journal}?limit=${JOURNAL_FILES}`, signal);
}

export function getJournal(signal?: AbortSignal): Promise<TagJournal> {
  return get('/tags/journal', signal);
}
