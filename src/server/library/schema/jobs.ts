/** Schemas of jobs: scans. */
import { type Static, Type } from 'typebox';
import { Count, FileNameSchema, JobId, nullable, Seconds } from './parts.ts';

export const JobSchema = Type.Object({ id: JobId }, { $id: 'Job' });
export const JobParamsSchema = Type.Object({ id: JobId });

export const ScanProgressSchema = Type.Object(
  {
    done: Count,
    total: Count,
    cached: Type.Integer({ minimum: 0, description: 'Of those done, how many needed no hearing.' }),
    rate: Type.Number({ minimum: 0, description: 'Songs a second; 0 before the first.' }),
    secondsLeft: nullable(Seconds),
  },
  { $id: 'ScanProgress' },
);

/** Event `done` of a scan. */
export const ScanDoneSchema = Type.Object(
  { heard: Count, removed: Count, failed: Count },
  { $id: 'ScanDone' },
);

export const RetryRequestSchema = Type.Object(
  { file: Type.Optional(FileNameSchema) },
  { $id: 'RetryRequest', additionalProperties: false, description: 'Default: every file that failed.' },
);

export const ReanalysisSchema = Type.Object(
  {
    done: Type.Integer({ minimum: 0, description: 'Songs that have the numbers of today.' }),
    total: Count,
    paused: Type.Boolean(),
  },
  {
    $id: 'Reanalysis',
    description: 'Songs that an older version heard are analysed anew in the background.',
  },
);

export const ReanalysisRequestSchema = Type.Object(
  { paused: Type.Boolean() },
  { $id: 'ReanalysisRequest', additionalProperties: false },
);

export const UpkeepSchema = Type.Object(
  {
    paused: Type.Boolean(),
    watching: Type.Boolean({ description: 'Whether changes below the folders are followed now.' }),
    scanAt: nullable(
      Type.String({
        description: 'When all folders are looked through, every day: `03:30`, by the server’s clock.',
      }),
    ),
  },
  { $id: 'Upkeep', description: 'The library is kept up to date by itself.' },
);

export const UpkeepRequestSchema = Type.Object(
  { paused: Type.Boolean() },
  { $id: 'UpkeepRequest', additionalProperties: false },
);

export const ScansRequestSchema = Type.Object(
  { paused: Type.Boolean() },
  { $id: 'ScansRequest', additionalProperties: false },
);

export type Upkeep = Static<typeof UpkeepSchema>;
export type Reanalysis = Static<typeof ReanalysisSchema>;
export type ScanProgressEvent = Static<typeof ScanProgressSchema>;
export type ScanDoneEvent = Static<typeof ScanDoneSchema>;
export type RetryRequest = Static<typeof RetryRequestSchema>;
export type Job = Static<typeof JobSchema>;
