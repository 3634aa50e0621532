import { Type } from 'typebox';
import { TonearmError } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import type { FoundSong, Source, Web } from '../source.ts';

const NAME = 'jamendo';
const TITLE = 'Jamendo';
const TOO_MANY = 6;
const AnswerSchema = Type.Object({
  headers: Type.Object({
    status: Type.String(),
    code: Type.Integer(),
    error_message: Type.Optional(Type.String()),
  }),
  results: Type.Array(Type.Unknown()),
});
const TrackSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  artist_name: Type.String(),
  duration: Type.Number(),
  audio: Type.String(),
  image: Type.Optional(Type.String()),
  shareurl: Type.Optional(Type.String()),
});
type Track = Type.Static<typeof TrackSchema>;

export interface JamendoKey {
  readonly clientId: string;
}

/** Jamendo's API, version 3: whole songs under Creative Commons, with the operator's client id. */
export function jamendo({ clientId }: JamendoKey, endpoint = 'https://api.jamendo.com'): Source {
  const ask = async (options: Record<string, string>, web: Web) => {
    const all = new URLSearchParams({ client_id: clientId, format: 'json', audioformat: 'mp32', ...options });
    const answer = await web.json(`${endpoint}/v3.0/tracks/?${all}`);
    const { headers, results } = readAnswer(AnswerSchema, answer, TITLE);
    if (headers.code !== 0) refuse(headers.code, headers.error_message);
    return readItems(TrackSchema, results, TITLE);
  };
  return {
    info: JAMENDO_CARD,
    budget: { calls: 30, seconds: 60 },
    idPattern: /^\d{1,15}$/,
    search: async (query, web) => (await ask({ search: query, limit: '20' }, web)).map(songOf),
    async fetch(id, path, web) {
      const [track] = await ask({ id }, web);
      if (!track?.audio)
        throw new TonearmError('not-found', `Expected a song of ${TITLE}, got none of that id.`);
      await web.save(track.audio, path);
      return songOf(track);
    },
  };
}

export const JAMENDO_CARD = {
  name: NAME,
  title: TITLE,
  extent: 'full',
  needs: 'A client id, free of charge from developer.jamendo.com: `jamendo.clientId` in the settings.',
  terms: 'https://developer.jamendo.com/v3.0',
  limits: 'Whole songs under Creative Commons; 35,000 requests a month for a client id.',
} as const;

function refuse(code: number, message = ''): never {
  if (code === TOO_MANY)
    throw new TonearmError('busy', `Expected an answer of ${TITLE}, got: too many requests.`);
  const cause = new Error(`${TITLE} answered ${code}: ${message}`);
  throw new TonearmError('source-failed', `Expected songs of ${TITLE}, got an error.`, { cause });
}

function songOf(track: Track): FoundSong {
  return {
    source: NAME,
    id: track.id,
    title: track.name,
    artist: track.artist_name,
    durationSeconds: track.duration,
    extent: 'full',
    pageUrl: track.shareurl ?? null,
    thumbnailUrl: track.image || null,
  };
}
