/**
 * Schemas of the library's HTTP interface: validators, the OpenAPI document and the types come from here. The
 * page imports the types alone. Songs are known by id, files by folder and name: no answer contains a path of
 * this machine.
 */
import {
  CorrectionHistorySchema,
  CorrectionOutcomeSchema,
  CorrectionPageSchema,
  CorrectionRequestSchema,
} from './library/schema/corrections.ts';
import { InboxPageSchema, InboxPlanRequestSchema } from './library/schema/inbox.ts';
import {
  JobSchema,
  ReanalysisRequestSchema,
  ReanalysisSchema,
  RetryRequestSchema,
  ScanDoneSchema,
  ScanProgressSchema,
  ScansRequestSchema,
  UpkeepRequestSchema,
  UpkeepSchema,
} from './library/schema/jobs.ts';
import {
  KeptPlaylistRequestSchema,
  KeptPlaylistSchema,
  KeptPlaylistsSchema,
} from './library/schema/kept-playlists.ts';
import {
  PlaylistFileRequestSchema,
  PlaylistRequestSchema,
  PlaylistSchema,
} from './library/schema/playlists.ts';
import {
  CopyPageSchema,
  FailurePageSchema,
  LibrarySongDetailSchema,
  LibrarySongSchema,
  SimilarSongsSchema,
  SongMapSchema,
  SongPageSchema,
} from './library/schema/songs.ts';
import { LibrarySummarySchema } from './library/schema/summary.ts';
import {
  TagDoneSchema,
  TagJournalDetailSchema,
  TagJournalSchema,
  TagPlanRequestSchema,
  TagPlanSchema,
  TagProgressSchema,
  TagUndoRequestSchema,
} from './library/schema/tags.ts';
import {
  ModelChoiceSchema,
  TrainingDoneSchema,
  TrainingProgressSchema,
  TrainingRequestSchema,
  TrainingSchema,
} from './library/schema/training.ts';

export * from './library/schema/corrections.ts';
export * from './library/schema/inbox.ts';
export * from './library/schema/jobs.ts';
export * from './library/schema/kept-playlists.ts';
export type { FileName } from './library/schema/parts.ts';
export * from './library/schema/playlists.ts';
export * from './library/schema/songs.ts';
export * from './library/schema/summary.ts';
export * from './library/schema/tags.ts';
export * from './library/schema/training.ts';

/** Schemas named in the OpenAPI document under `components/schemas`. */
export const LIBRARY_SCHEMAS = [
  LibrarySongSchema,
  LibrarySongDetailSchema,
  ScanProgressSchema,
  ScansRequestSchema,
  ReanalysisSchema,
  ReanalysisRequestSchema,
  UpkeepSchema,
  UpkeepRequestSchema,
  LibrarySummarySchema,
  SongPageSchema,
  FailurePageSchema,
  RetryRequestSchema,
  CopyPageSchema,
  SimilarSongsSchema,
  SongMapSchema,
  PlaylistRequestSchema,
  PlaylistSchema,
  PlaylistFileRequestSchema,
  KeptPlaylistRequestSchema,
  KeptPlaylistSchema,
  KeptPlaylistsSchema,
  JobSchema,
  ScanDoneSchema,
  TagPlanRequestSchema,
  TagPlanSchema,
  TagProgressSchema,
  TagDoneSchema,
  TagUndoRequestSchema,
  TagJournalSchema,
  TagJournalDetailSchema,
  CorrectionRequestSchema,
  CorrectionOutcomeSchema,
  CorrectionPageSchema,
  CorrectionHistorySchema,
  InboxPageSchema,
  InboxPlanRequestSchema,
  TrainingSchema,
  TrainingRequestSchema,
  TrainingProgressSchema,
  TrainingDoneSchema,
  ModelChoiceSchema,
] as const;
