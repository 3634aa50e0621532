/** Schemas of the inbox: songs whose file's genre disagrees, and the decisions on them. */
import { type Static, Type } from 'typebox';
import { ACTIONS, type Action } from '../../../library/inbox/decide.ts';
import { Count, Limit, Name, Offset, Share, SongId } from './parts.ts';
import type { LibrarySong } from './songs.ts';

const MAX_DECISIONS = 10_000;
const Genres = Type.Array(Type.String());

export const InboxQuerySchema = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200, description: 'As in the list of songs.' })),
    genre: Type.Optional(Type.Array(Name, { maxItems: 20, description: 'What it hears: any of these.' })),
    limit: Type.Optional(Limit),
    offset: Type.Optional(Offset),
  },
  { additionalProperties: false },
);

export const InboxPageSchema = Type.Object(
  {
    total: Count,
    offset: Count,
    rows: Type.Array(
      Type.Object({
        song: Type.Ref('LibrarySong#'),
        surprise: Type.Unsafe<number>({
          ...Share,
          description: 'How much surer the answer is than what the file says; 1: a person said otherwise.',
        }),
        after: Type.Object(
          { accept: Genres, add: Genres, replace: Genres },
          { description: 'What the file would say, by decision.' },
        ),
      }),
      { description: 'The most surprising first.' },
    ),
  },
  { $id: 'InboxPage' },
);

export const InboxPlanRequestSchema = Type.Object(
  {
    decisions: Type.Array(
      Type.Object(
        {
          song: SongId,
          action: Type.Unsafe<Action>({
            enum: [...ACTIONS],
            description:
              '`accept`: the answer in place of plain names of other genres; finer words stay. `add`: behind what ' +
              'is there. `replace`: the answer alone.',
          }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MAX_DECISIONS },
    ),
  },
  { $id: 'InboxPlanRequest', additionalProperties: false },
);

type Row = Omit<Static<typeof InboxPageSchema>['rows'][number], 'song'> & { song: LibrarySong };
export type InboxPage = Omit<Static<typeof InboxPageSchema>, 'rows'> & { rows: Row[] };
export type InboxPlanRequest = Static<typeof InboxPlanRequestSchema>;
