import { Type } from 'typebox';
import { TonearmError } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import type { Source } from '../source.ts';
import { previewSource } from './previews.ts';

const TITLE = 'Deezer';
/** Errors come with status 200. */
const FailureSchema = Type.Object({
  error: Type.Object({ code: Type.Optional(Type.Integer()), message: Type.Optional(Type.String()) }),
});
const QUOTA = 4;
const NO_DATA = 800;
const ListSchema = Type.Object({ data: Type.Array(Type.Unknown()) });
const TrackSchema = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  link: Type.String(),
  duration: Type.Number(),
  preview: Type.String({ description: 'Signed and short-lived; empty where there is none.' }),
  artist: Type.Object({ name: Type.String() }),
  album: Type.Optional(Type.Object({ cover_medium: Type.Optional(Type.String()) })),
});
type Track = Type.Static<typeof TrackSchema>;

/** Deezer's public API: previews of 30 s, no key. */
export function deezer(endpoint = 'https://api.deezer.com'): Source {
  return previewSource<Track>({
    card: {
      name: 'deezer',
      title: TITLE,
      terms: 'https://developers.deezer.com/termsofuse',
      limits: 'Previews of 30 seconds; 50 requests in 5 seconds for this server.',
    },
    budget: { calls: 50, seconds: 5 },
    async search(query, web) {
      const answer = await web.json(`${endpoint}/search?${new URLSearchParams({ q: query, limit: '20' })}`);
      refuseFailure(answer);
      return readItems(TrackSchema, readAnswer(ListSchema, answer, TITLE).data, TITLE);
    },
    async lookUp(id, web) {
      const answer = await web.json(`${endpoint}/track/${id}`);
      refuseFailure(answer);
      return readAnswer(TrackSchema, answer, TITLE);
    },
    previewOf: ({ preview }) => preview,
    describe: (track) => ({
      id: String(track.id),
      title: track.title,
      artist: track.artist.name,
      durationSeconds: track.duration,
      pageUrl: track.link,
      thumbnailUrl: track.album?.cover_medium ?? null,
    }),
  });
}

function refuseFailure(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return;
  const { error } = readAnswer(FailureSchema, answer, TITLE);
  if (error.code === QUOTA)
    throw new TonearmError('busy', `Expected an answer of ${TITLE}, got: too many requests.`);
  if (error.code === NO_DATA)
    throw new TonearmError('not-found', `Expected a song of ${TITLE}, got none of that id.`);
  const cause = new Error(`${TITLE} answered ${JSON.stringify(error)}`);
  throw new TonearmError('source-failed', `Expected songs of ${TITLE}, got an error.`, { cause });
}
