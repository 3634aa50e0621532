/** Tag service: plans that are confirmed, written and undone, within the folders. */
import { randomUUID } from 'node:crypto';
import { checkTemplate } from '../../description/comment-template.ts';
import { TonearmError } from '../../errors.ts';
import { isBelowAny } from '../../library/covers/open-within.ts';
import type { Action } from '../../library/inbox/decide.ts';
import { planDecisions } from '../../library/inbox/plan-decisions.ts';
import type { Library } from '../../library/store/store.ts';
import type { TagChange, TagPlan, TagProgress, TagRules, TagSkip } from '../../library/tagging/contract.ts';
import { type Journal, journalFolder, readJournal, readJournals } from '../../library/tagging/journal.ts';
import { parseGenreNames } from '../../library/tagging/names.ts';
import { planTags } from '../../library/tagging/plan.ts';
import { planReplayGain } from '../../library/tagging/replay-gain.ts';
import { undoTags } from '../../library/tagging/undo.ts';
import { writeTags } from '../../library/tagging/write.ts';
import {
  type TagPlan as Answer,
  type FileName,
  MAX_MEASURED,
  type TagDoneEvent,
  type TagJournal,
  type TagJournalDetail,
  type TagPlanRequest,
} from '../library-schema.ts';
import { WireError } from '../problem.ts';
import type { Problem } from '../schema.ts';
import type { Job } from './job.ts';
import type { Jobs } from './jobs.ts';

/** Maximum number of kept plans; the oldest gives way. */
const MAX_PLANS = 5;

/** Parts of the library service that tags use. */
interface TaggedLibrary {
  readonly library: Library;
  readonly file: string;
  /** Real paths of its folders. */
  readonly roots: readonly string[];
  readonly jobs: Jobs;
  nameOf(path: string): FileName;
}

export class TagService {
  readonly #library: TaggedLibrary;
  readonly #plans = new Map<string, TagPlan>();
  #planning = false;
  #job: Job | undefined;

  constructor(library: TaggedLibrary) {
    this.#library = library;
  }

  /** Plans tags and keeps the plan. @returns its id @throws WireError `busy` while another plan is made */
  async plan(request: TagPlanRequest, signal: AbortSignal): Promise<string> {
    const { library, roots } = this.#library;
    const rules = rulesOf(request);
    const makePlan = request.replayGain ? planReplayGain : planTags;
    return this.#planWith(() => makePlan(library, rules, { songs: request.songs, below: roots, signal }));
  }

  /** Plans the decisions made song by song, as `plan`. */
  planDecisions(decisions: ReadonlyMap<number, Action>, signal: AbortSignal): Promise<string> {
    const { library, roots } = this.#library;
    return this.#planWith(() => planDecisions(library, decisions, { below: roots, signal }));
  }

  async #planWith(make: () => Promise<TagPlan>): Promise<string> {
    if (this.#planning) throw new WireError('busy', 'Another plan is being made. Try again in a moment.');
    this.#planning = true;
    try {
      return this.#keep(await make());
    } finally {
      this.#planning = false;
    }
  }

  /** Page of a plan. @throws not-found */
  page(id: string, { offset, limit }: { offset: number; limit: number }): Answer {
    const { changes, skipped } = this.#find(id);
    return {
      id,
      total: changes.length,
      offset,
      changes: changes.slice(offset, offset + limit).map((change) => this.#changeOf(change)),
      skipped: grouped(skipped),
    };
  }

  /** Writes a plan, once. @throws not-found, WireError `busy` while tags are being written */
  write(id: string, describe: (error: unknown) => Problem): Job {
    const { changes } = this.#find(id);
    const job = this.#start(describe, async (signal, onProgress) => {
      const { library } = this.#library;
      const report = await writeTags(library, changes, { journals: this.#journals, signal, onProgress });
      return { ...report, failed: this.#failuresOf(report.skipped) };
    });
    this.#plans.delete(id);
    return job;
  }

  /** @throws not-found, WireError `busy` while tags are being written. */
  async undo(journal: string, describe: (error: unknown) => Problem): Promise<Job> {
    await this.#ownJournal(journal);
    return this.#start(describe, async (signal, onProgress) => {
      const { library } = this.#library;
      const report = await undoTags(library, journal, { journals: this.#journals, signal, onProgress });
      return { ...report, written: report.restored, failed: this.#failuresOf(report.skipped) };
    });
  }

  async journal(): Promise<TagJournal> {
    const journals = await readJournals(this.#journals);
    const ours = journals.filter((each) => each.entries.length > 0 && this.#isWithin(each));
    return {
      entries: ours.map(({ id, time, entries, undone }) => ({
        id,
        time: time.toISOString(),
        files: entries.length,
        undone: entries.every(({ path }) => undone.has(path)),
      })),
    };
  }

  /** Entries of a journal. @throws not-found */
  async journalDetail(
    id: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<TagJournalDetail> {
    const journal = await this.#ownJournal(id);
    const { time, entries, undone } = journal;
    const changes = entries.slice(offset, offset + limit).map((entry) => {
      return { ...this.#changeOf(entry), undone: undone.has(entry.path) };
    });
    return { id, time: time.toISOString(), total: entries.length, offset, changes };
  }

  async #ownJournal(id: string): Promise<Journal> {
    const journal = await readJournal(this.#journals, id);
    if (this.#isWithin(journal)) return journal;
    throw new TonearmError(
      'not-found',
      'Expected a journal of these folders, got one that reaches beyond them.',
    );
  }

  get #journals(): string {
    return journalFolder(this.#library.file);
  }

  #keep(plan: TagPlan): string {
    const id = randomUUID();
    this.#plans.set(id, plan);
    for (const oldest of [...this.#plans.keys()].slice(0, -MAX_PLANS)) this.#plans.delete(oldest);
    return id;
  }

  #find(id: string): TagPlan {
    const plan = this.#plans.get(id);
    if (plan) return plan;
    throw new TonearmError(
      'not-found',
      'Expected a plan that is still waiting, got none of that name: plan again.',
    );
  }

  #start(
    describe: (error: unknown) => Problem,
    work: (signal: AbortSignal, onProgress: (progress: TagProgress) => void) => Promise<TagDoneEvent>,
  ): Job {
    if (this.#job?.running)
      throw new WireError('busy', 'Other tags are being written. Try again in a moment.');
    this.#job = this.#library.jobs.start({
      describe,
      async work(signal, onProgress) {
        const { journal, written, stopped, failed } = await work(signal, onProgress);
        return { journal, written, stopped, failed };
      },
    });
    return this.#job;
  }

  /** Whether a journal is within the folders: others may have been written from the command line. */
  #isWithin({ entries }: Journal): boolean {
    return entries.every(({ path }) => isBelowAny(path, this.#library.roots));
  }

  #changeOf({ song, path, before, after }: Omit<TagChange, 'contentHash'>): Answer['changes'][number] {
    const [was, becomes] = [before, after].map(({ genres, tempo, texts = {} }) => {
      return { genres: [...genres], tempo, texts };
    });
    return { song, file: this.#library.nameOf(path), before: was, after: becomes };
  }

  #failuresOf(skipped: readonly TagSkip[]): TagDoneEvent['failed'] {
    return skipped.map(({ path, reason, message }) => {
      return { file: this.#library.nameOf(path), code: reason, message };
    });
  }
}

/** @throws bad-request where they ask for what there is not. */
function rulesOf({ songs, names, comment, replayGain, ...rules }: TagPlanRequest): TagRules {
  if (replayGain && (songs === undefined || songs.length > MAX_MEASURED)) {
    throw new TonearmError(
      'bad-request',
      `Choose up to ${MAX_MEASURED} songs to measure: all of each is decoded. "tonearm tag --replaygain" measures a whole library.`,
    );
  }
  return {
    ...rules,
    comment: comment === undefined ? undefined : checkTemplate(comment),
    names: names && parseGenreNames(names),
  };
}

function grouped(skipped: readonly TagSkip[]): Answer['skipped'] {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, files]) => ({ reason, files })).sort((a, b) => b.files - a.files);
}
