import { Type } from 'typebox';
import { readAnswer, readItems } from '../read-answer.ts';
import type { Source } from '../source.ts';
import { previewSource } from './previews.ts';

const TITLE = 'iTunes';
const AnswerSchema = Type.Object({ results: Type.Array(Type.Unknown()) });
const TrackSchema = Type.Object({
  trackId: Type.Integer(),
  trackName: Type.String(),
  artistName: Type.String(),
  previewUrl: Type.Optional(Type.String()),
  trackViewUrl: Type.Optional(Type.String()),
  artworkUrl100: Type.Optional(Type.String()),
  trackTimeMillis: Type.Optional(Type.Number()),
});
type Track = Type.Static<typeof TrackSchema>;

/** The iTunes Search API: previews of 30 s, no key. */
export function itunes(endpoint = 'https://itunes.apple.com'): Source {
  return previewSource<Track>({
    card: {
      name: 'itunes',
      title: TITLE,
      terms: 'https://performance-partners.apple.com/search-api',
      limits: 'Previews of 30 seconds; about 20 requests a minute for this server.',
    },
    budget: { calls: 20, seconds: 60 },
    busyStatuses: [403],
    async search(query, web) {
      const options = new URLSearchParams({ term: query, media: 'music', entity: 'song', limit: '20' });
      return tracksOf(await web.json(`${endpoint}/search?${options}`));
    },
    async lookUp(id, web) {
      return tracksOf(await web.json(`${endpoint}/lookup?${new URLSearchParams({ id })}`))[0];
    },
    previewOf: ({ previewUrl }) => previewUrl,
    describe: (track) => ({
      id: String(track.trackId),
      title: track.trackName,
      artist: track.artistName,
      durationSeconds: track.trackTimeMillis === undefined ? null : track.trackTimeMillis / 1000,
      pageUrl: track.trackViewUrl ?? null,
      // The address holds the size of the picture.
      thumbnailUrl: track.artworkUrl100?.replace('100x100', '200x200') ?? null,
    }),
  });
}

function tracksOf(answer: unknown): Track[] {
  return readItems(TrackSchema, readAnswer(AnswerSchema, answer, TITLE).results, TITLE);
}
