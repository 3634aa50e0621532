/** First answers of the library's pages, requested before the page is drawn, so that it is drawn once. */
import type { LibrarySongDetail, LibrarySummary } from '../../src/server/library-schema.ts';
import { getSong, getSummary } from './api/songs.ts';
import { songIdOf } from './paths.ts';

interface FirstAnswers {
  readonly summary?: LibrarySummary | undefined;
  readonly song?: LibrarySongDetail | undefined;
}

/** Longest wait for the first answers. */
const PATIENCE_MS = 1000;

let first: FirstAnswers = {};

/** Requests the first answers. Failures are ignored: the page asks again and reports them. */
export async function prefetchFirstAnswers(path: string): Promise<void> {
  const id = songIdOf(path);
  const answers = Promise.all([
    getSummary().catch(() => undefined),
    id === undefined ? undefined : getSong(id).catch(() => undefined),
  ]);
  const late = new Promise<undefined[]>((resolve) => setTimeout(resolve, PATIENCE_MS, []));
  const [summary, song] = await Promise.race([answers, late]);
  first = { summary, song };
}

export function firstSummary(): LibrarySummary | undefined {
  return first.summary;
}

export function firstSong(id: number): LibrarySongDetail | undefined {
  return first.song?.id === id ? first.song : undefined;
}

/** @returns whether it was there. From now on it is asked for. */
export function dropFirst(answer: keyof FirstAnswers): boolean {
  const wasThere = first[answer] !== undefined;
  first = { ...first, [answer]: undefined };
  return wasThere;
}
