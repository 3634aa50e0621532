/**
 * Columns of a song, one line each. From this table follow the columns of the library's file, what a scan
 * stores, `Song` and `Entry`, the fields of the API and the page's types, CSV and Parquet, and what tables
 * sort and filter by.
 *
 * To add a column, add a line at the end, and do nothing else:
 * - a kind of `column-kinds.ts`, `optional`, since songs that are known already lack it;
 * - where its value comes from in an analysed song;
 * - a description, for the API's document;
 * - `inTables`, if people shall sort and filter by it: it then stays in memory;
 * - `since`: one more than the highest here. A library that was made before gets the column when it is opened,
 *   and its songs are analysed anew by the next scan.
 */
import type { Description } from '../../description/description.ts';
import type { DescribedSong } from '../../jobs/described-song.ts';
import {
  FLAG,
  type Kind,
  MOMENT,
  number,
  optional,
  RANKING,
  type Scalar,
  SHARE,
  TEXT,
  TEXTS,
  WHOLE,
} from './column-kinds.ts';

export interface ColumnOptions {
  readonly description: string;
  /** Whether it is held in memory for every song: texts and numbers can then be sorted and filtered by. */
  readonly inTables?: boolean;
  /** Whether a CSV table has the column. Default true. */
  readonly inCsv?: boolean;
  /** `ANALYSIS_VERSION` in which the column, or its present values, appeared; default 1. */
  readonly since?: number;
  /** Deprecated names in the API, kept for one more version. */
  readonly aliases?: readonly string[];
}

export const COLUMNS = {
  durationSeconds: column(number({ minimum: 0 }), ({ prediction }) => prediction.durationSeconds, {
    description: 'Of the whole file.',
    inTables: true,
  }),
  title: column(optional(TEXT), ({ tags }) => tags.title ?? null, {
    description: 'As tagged; null where the tags have none.',
    inTables: true,
  }),
  artist: column(optional(TEXT), ({ tags }) => tags.artist ?? null, {
    description: 'As tagged.',
    inTables: true,
  }),
  album: column(optional(TEXT), ({ tags }) => tags.album ?? null, {
    description: 'As tagged.',
    inTables: true,
  }),
  albumArtist: column(optional(TEXT), ({ tags }) => tags.albumArtist ?? null, {
    description: 'As tagged.',
    inTables: true,
  }),
  year: column(optional(WHOLE), ({ tags }) => tags.year ?? null, {
    description: 'As tagged.',
    inTables: true,
  }),
  track: column(optional(WHOLE), ({ tags }) => tags.track ?? null, {
    description: 'As tagged.',
    inTables: true,
  }),
  taggedGenres: column(TEXTS, ({ tags }) => tags.genres, { description: 'What the file itself says.' }),
  hasCover: column(FLAG, ({ tags }) => tags.hasCover, {
    description: 'True: the tags hold a picture, or one lies beside the song.',
  }),
  genre: column(TEXT, ({ prediction }) => prediction.genre, {
    description:
      'What was said of the song, or of songs that sound like it (`taught`); else the first of the ranking.',
    inTables: true,
  }),
  confidence: column(SHARE, ({ prediction }) => prediction.confidence, {
    description: 'Calibrated probability of `genre`.',
    inTables: true,
  }),
  unsure: column(FLAG, ({ prediction }) => prediction.unsure, {
    description: 'True: read the ranking, `genre` is no claim.',
    inTables: true,
  }),
  outside: column(FLAG, ({ prediction }) => prediction.outside, {
    description: 'True: none of the genres that the model knows; show neither genre nor ranking.',
    inTables: true,
  }),
  ranking: column(RANKING, ({ prediction }) => prediction.ranking, {
    description: 'Every genre, most probable first, summing to 1.',
    inCsv: false,
  }),
  beatsPerMinute: column(
    number({ minimum: 0 }),
    ({ prediction, sound }) => prediction.description?.tempo?.beatsPerMinute ?? sound.beatsPerMinute,
    { description: 'Beats a minute.', inTables: true, aliases: ['tempo'], since: 2 },
  ),
  key: column(optional(TEXT), ({ prediction }) => keyOf(prediction.description?.key), {
    description: 'Tonic and mode, as "A minor".',
    inTables: true,
    since: 2,
  }),
  camelot: column(optional(TEXT), ({ prediction }) => prediction.description?.key?.camelot ?? null, {
    description: 'The key on the wheel that DJs mix by, as "8A".',
    inTables: true,
    since: 2,
  }),
  energy: column(optional(SHARE), ({ prediction }) => prediction.description?.energy ?? null, {
    description: 'From resting to full of energy.',
    inTables: true,
    since: 6,
  }),
  mood: column(optional(TEXT), ({ prediction }) => moodOf(prediction.description?.mood), {
    description: 'happy, tense, sad or calm; null where it is hard to say.',
    inTables: true,
    since: 6,
  }),
  valence: column(optional(SHARE), ({ prediction }) => prediction.description?.mood?.valence ?? null, {
    description: 'That a listener calls it positive.',
    inTables: true,
    since: 6,
  }),
  arousal: column(optional(SHARE), ({ prediction }) => prediction.description?.mood?.arousal ?? null, {
    description: 'That a listener calls it aroused.',
    inTables: true,
    since: 6,
  }),
  loudnessLufs: column(
    optional(number({})),
    ({ prediction }) => prediction.description?.loudness?.integratedLufs ?? null,
    {
      description: 'Integrated loudness by EBU R 128, of what was heard of the song.',
      inTables: true,
      since: 2,
    },
  ),
  loudnessRangeLu: column(
    optional(number({ minimum: 0 })),
    ({ prediction }) => prediction.description?.loudness?.rangeLu ?? null,
    { description: 'How far its quiet and loud passages lie apart, in LU.', since: 2 },
  ),
  truePeakDb: column(
    optional(number({})),
    ({ prediction }) => prediction.description?.loudness?.truePeakDb ?? null,
    { description: 'The highest level between samples, in dB of full scale.', since: 2 },
  ),
  voice: column(optional(SHARE), ({ prediction }) => prediction.description?.voice?.present ?? null, {
    description: 'The probability that somebody sings or speaks.',
    inTables: true,
    since: 2,
  }),
  words: column(TEXTS, ({ prediction }) => (prediction.description?.words ?? []).map(({ word }) => word), {
    description: 'What listeners would call it, most probable first.',
    since: 5,
  }),
  tempoConfidence: column(
    optional(SHARE),
    ({ prediction }) => prediction.description?.tempo?.confidence ?? null,
    {
      description: 'That `beatsPerMinute` is right within 4 %; null where it is too unsure to be told.',
      inTables: true,
      since: 3,
    },
  ),
  firstBeatSeconds: column(
    optional(number({ minimum: 0 })),
    ({ prediction }) => prediction.description?.beatGrid?.firstBeatSeconds ?? null,
    {
      description: 'Where the grid of its beats begins; null where its beats keep none.',
      since: 4,
    },
  ),
  gridBeatsPerMinute: column(
    optional(number({ minimum: 0 })),
    ({ prediction }) => prediction.description?.beatGrid?.beatsPerMinute ?? null,
    { description: 'Of the grid of its beats, to some thousandths.', since: 4 },
  ),
  disc: column(optional(WHOLE), ({ tags }) => tags.disc ?? null, {
    description: 'Of several, as tagged.',
    inTables: true,
    since: 4,
  }),
  genres: column(TEXTS, ({ prediction: { genre, genres, unsure } }) => genres ?? (unsure ? [] : [genre]), {
    description: 'All that is claimed, surest first: more than one where the model knows several a song.',
    since: 4,
  }),
  addedAt: column(optional(MOMENT), () => new Date().toISOString(), {
    // What was kept first stays: `keep.ts`.
    description: 'When a scan first met it; of a song of an older library, when its file was last changed.',
    inTables: true,
    since: 4,
  }),
} as const;

export interface Column<Value = unknown, Stored extends Scalar = Scalar> extends ColumnOptions {
  readonly kind: Kind<Value, Stored>;
  of(song: DescribedSong): Value;
}

function keyOf(key: Description['key']): string | null {
  return key ? `${key.tonic} ${key.mode}` : null;
}

function moodOf(mood: Description['mood']): string | null {
  return mood === undefined || mood.unsure ? null : mood.quadrant;
}

function column<Value, Stored extends Scalar, const Options extends ColumnOptions>(
  kind: Kind<Value, Stored>,
  of: (song: DescribedSong) => Value,
  options: Options,
) {
  return { kind, of, ...options };
}
