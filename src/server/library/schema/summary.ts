/** Schema of the library's summary. */
import { type Static, Type } from 'typebox';
import type { Reanalysis, Upkeep } from './jobs.ts';
import { Count, JobId, nullable, Seconds } from './parts.ts';

export const LibrarySummarySchema = Type.Object(
  {
    songs: Count,
    files: Count,
    failed: Type.Integer({ minimum: 0, description: 'Files that could not be heard.' }),
    seconds: Seconds,
    genres: Type.Array(Type.Object({ genre: Type.String(), songs: Count, unsure: Count }), {
      description: 'Most songs first.',
    }),
    folders: Type.Array(Type.Object({ id: Count, name: Type.String() })),
    scannable: Type.Boolean({ description: 'Whether this client may start and cancel scans.' }),
    writable: Type.Boolean({ description: 'Whether this client may have tags written.' }),
    scan: nullable(
      Type.Object({
        id: JobId,
        done: Count,
        total: Count,
        cached: Count,
        rate: Type.Number({ minimum: 0 }),
        secondsLeft: nullable(Seconds),
        paused: Type.Optional(
          Type.Boolean({ description: 'Whether its workers rest; absent where a scan cannot be paused.' }),
        ),
      }),
    ),
    reanalysis: nullable(Type.Ref('Reanalysis#')),
    upkeep: nullable(Type.Ref('Upkeep#')),
  },
  { $id: 'LibrarySummary' },
);

export type LibrarySummary = Omit<Static<typeof LibrarySummarySchema>, 'reanalysis' | 'upkeep'> & {
  reanalysis: Reanalysis | null;
  upkeep: Upkeep | null;
};
