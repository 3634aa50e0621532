import { Type } from 'typebox';
import { NotFound } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import type { FoundSong, Source } from '../source.ts';

const NAME = 'itunes';
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
  return {
    card: {
      name: NAME,
      title: TITLE,
      extent: 'preview',
      needs: null,
      terms: 'https://performance-partners.apple.com/search-api',
      limits: 'Previews of 30 seconds; about 20 requests a minute for this server.',
    },
    budget: { calls: 20, seconds: 60 },
    idPattern: /^\d{1,15}$/,
    async search(query, web) {
      const options = new URLSearchParams({ term: query, media: 'music', entity: 'song', limit: '20' });
      const tracks = tracksOf(await web.json(`${endpoint}/search?${options}`));
      return tracks.filter(({ previewUrl }) => previewUrl).map(songOf);
    },
    async fetch(id, path, web) {
      const [track] = tracksOf(await web.json(`${endpoint}/lookup?${new URLSearchParams({ id })}`));
      if (!track?.previewUrl) throw new NotFound(`Expected a song of ${TITLE} with a preview, got none.`);
      await web.save(track.previewUrl, path);
      return songOf(track);
    },
  };
}

function tracksOf(answer: unknown): Track[] {
  return readItems(TrackSchema, readAnswer(AnswerSchema, answer, TITLE).results, TITLE);
}

function songOf(track: Track): FoundSong {
  return {
    source: NAME,
    id: String(track.trackId),
    title: track.trackName,
    artist: track.artistName,
    durationSeconds: track.trackTimeMillis === undefined ? null : track.trackTimeMillis / 1000,
    extent: 'preview',
    pageUrl: track.trackViewUrl ?? null,
    // The address holds the size of the picture.
    thumbnailUrl: track.artworkUrl100?.replace('100x100', '200x200') ?? null,
  };
}
