import { Type } from 'typebox';
import { Busy, NotFound, SourceFailed } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import type { FoundSong, Source } from '../source.ts';

const NAME = 'deezer';
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
  return {
    card: {
      name: NAME,
      title: TITLE,
      extent: 'preview',
      needs: null,
      terms: 'https://developers.deezer.com/termsofuse',
      limits: 'Previews of 30 seconds; 50 requests in 5 seconds for this server.',
    },
    budget: { calls: 50, seconds: 5 },
    idPattern: /^\d{1,15}$/,
    async search(query, web) {
      const answer = await web.json(`${endpoint}/search?${new URLSearchParams({ q: query, limit: '20' })}`);
      refuseFailure(answer);
      const tracks = readItems(TrackSchema, readAnswer(ListSchema, answer, TITLE).data, TITLE);
      return tracks.filter(({ preview }) => preview).map(songOf);
    },
    async fetch(id, path, web) {
      const answer = await web.json(`${endpoint}/track/${id}`);
      refuseFailure(answer);
      const track = readAnswer(TrackSchema, answer, TITLE);
      if (!track.preview) throw new NotFound(`Expected a song of ${TITLE} with a preview, got none.`);
      await web.save(track.preview, path);
      return songOf(track);
    },
  };
}

function refuseFailure(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return;
  const { error } = readAnswer(FailureSchema, answer, TITLE);
  if (error.code === QUOTA) throw new Busy(`Expected an answer of ${TITLE}, got: too many requests.`);
  if (error.code === NO_DATA) throw new NotFound(`Expected a song of ${TITLE}, got none of that id.`);
  const cause = new Error(`${TITLE} answered ${JSON.stringify(error)}`);
  throw new SourceFailed(`Expected songs of ${TITLE}, got an error.`, { cause });
}

function songOf(track: Track): FoundSong {
  return {
    source: NAME,
    id: String(track.id),
    title: track.title,
    artist: track.artist.name,
    durationSeconds: track.duration,
    extent: 'preview',
    pageUrl: track.link,
    thumbnailUrl: track.album?.cover_medium ?? null,
  };
}
