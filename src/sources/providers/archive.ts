import { Type } from 'typebox';
import { TonearmError } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import type { FoundSong, Source, Web } from '../source.ts';

const NAME = 'archive';
const TITLE = 'Internet Archive';
const OneOrMore = Type.Union([Type.String(), Type.Array(Type.String())]);
const SearchSchema = Type.Object({ response: Type.Object({ docs: Type.Array(Type.Unknown()) }) });
const ItemSchema = Type.Object({
  identifier: Type.String(),
  title: Type.Optional(OneOrMore),
  creator: Type.Optional(OneOrMore),
});
const MetadataSchema = Type.Object({
  metadata: Type.Optional(ItemSchema),
  files: Type.Optional(Type.Array(Type.Unknown())),
});
const FileSchema = Type.Object({
  name: Type.String(),
  title: Type.Optional(Type.String()),
  length: Type.Optional(Type.String({ description: 'Seconds, or minutes:seconds.' })),
});
type Item = Type.Static<typeof ItemSchema>;
type ItemFile = Type.Static<typeof FileSchema>;

/** File types by preference: small enough to fetch, then other supported ones. */
const EXTENSIONS = [/\.mp3$/i, /\.(ogg|opus|m4a)$/i, /\.(flac|wav|aiff?)$/i];
const IDENTIFIER = /^[A-Za-z0-9][\w.-]{0,94}$/;
const MAX_WORDS = 12;
const MAX_TRACKS = 100;
/** Numeric order: the tenth track after the ninth. */
const BY_NUMBER = new Intl.Collator('en', { numeric: true });

/**
 * Internet Archive: whole recordings, no key. An item is often an album: its first track is fetched, or, with
 * a number after its identifier, another.
 */
export function archive(endpoint = 'https://archive.org'): Source {
  const itemOf = async (identifier: string, web: Web) => {
    const answer = readAnswer(MetadataSchema, await web.json(`${endpoint}/metadata/${identifier}`), TITLE);
    const files = soundsAmong(readItems(FileSchema, answer.files ?? [], TITLE));
    if (files.length === 0)
      throw new TonearmError('not-found', `Expected sound in that item of the ${TITLE}, got none.`);
    return { item: answer.metadata ?? { identifier }, files };
  };
  return {
    info: {
      name: NAME,
      title: TITLE,
      extent: 'full',
      needs: null,
      terms: 'https://archive.org/about/terms',
      limits:
        'Whole recordings; of an album, the first track or the one you choose. About one request a second for this server.',
    },
    budget: { calls: 30, seconds: 30 },
    idPattern: /^[A-Za-z0-9][\w.-]{0,94}(:[1-9]\d{0,3})?$/,
    async search(query, web) {
      const words = wordsOf(query);
      if (words.length === 0) return [];
      const options = new URLSearchParams({
        q: `(${words.join(' AND ')}) AND mediatype:audio`,
        rows: '20',
        output: 'json',
      });
      for (const field of ['identifier', 'title', 'creator']) options.append('fl[]', field);
      const answer = await web.json(`${endpoint}/advancedsearch.php?${options}`);
      const { docs } = readAnswer(SearchSchema, answer, TITLE).response;
      return readItems(ItemSchema, docs, TITLE).map((item) => songOf(endpoint, item, item.identifier));
    },
    async tracks(identifier, web) {
      const { item, files } = await itemOf(identifier, web);
      return files
        .slice(0, MAX_TRACKS)
        .map((file, i) => songOf(endpoint, { ...item, identifier }, `${identifier}:${i + 1}`, file));
    },
    async fetch(id, path, web) {
      const [identifier, number = '1'] = id.split(':');
      const { item, files } = await itemOf(identifier, web);
      const file = files[Number(number) - 1];
      if (!file)
        throw new TonearmError('not-found', `Expected a track up to ${files.length}, got ${number}.`);
      const name = file.name.split('/').map(encodeURIComponent).join('/');
      await web.save(`${endpoint}/download/${identifier}/${name}`, path);
      return songOf(endpoint, { ...item, identifier }, id, file);
    },
  };
}

function songOf(
  endpoint: string,
  { identifier, title, creator }: Item,
  id: string,
  file?: ItemFile,
): FoundSong {
  return {
    source: NAME,
    id,
    title: file?.title ?? textOf(title) ?? identifier,
    artist: textOf(creator) ?? '',
    durationSeconds: secondsOf(file?.length),
    extent: 'full',
    pageUrl: `${endpoint}/details/${encodeURIComponent(identifier)}`,
    thumbnailUrl: `${endpoint}/services/img/${encodeURIComponent(identifier)}`,
    ...(file === undefined && IDENTIFIER.test(identifier) && { tracks: `${NAME}:${identifier}` }),
  };
}

/** Words of a query in lower case, so that none of them is an operator of the query language. */
function wordsOf(query: string): string[] {
  return (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS);
}

/** Tracks in order, in the preferred file type. */
function soundsAmong(files: readonly ItemFile[]): ItemFile[] {
  const byName = files.toSorted((a, b) => BY_NUMBER.compare(a.name, b.name));
  const kinds = EXTENSIONS.map((extension) => byName.filter(({ name }) => extension.test(name)));
  return kinds.find((sounds) => sounds.length > 0) ?? [];
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function secondsOf(length = ''): number | null {
  const seconds = length.split(':').reduce((sum, part) => 60 * sum + Number(part || Number.NaN), 0);
  return Number.isFinite(seconds) ? seconds : null;
}
