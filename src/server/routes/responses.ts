import { Type } from 'typebox';

/** Name of a schema in `NAMED_SCHEMAS` or `LIBRARY_SCHEMAS`. */
type Name =
  | 'Prediction'
  | 'Problem'
  | 'ModelList'
  | 'Health'
  | 'SourceList'
  | 'SearchAnswer'
  | 'LibrarySummary'
  | 'LibrarySongDetail'
  | 'SongPage'
  | 'CopyPage'
  | 'FailurePage'
  | 'SimilarSongs'
  | 'SongMap'
  | 'Playlist'
  | 'KeptPlaylist'
  | 'KeptPlaylists'
  | 'Job'
  | 'TagPlan'
  | 'TagJournal'
  | 'CorrectionOutcome'
  | 'CorrectionPage'
  | 'CorrectionHistory'
  | 'InboxPage'
  | 'Training'
  | 'TagJournalDetail';

/** Tag of the library's part of the OpenAPI document. */
export const LIBRARY_TAGS = ['Library'];

export const PROBLEM_TYPE = 'application/problem+json';

const problem = (description: string) => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: reference('Problem') } },
});

/** Responses of errors, for every route. */
export const PROBLEMS = {
  '4xx': problem('What was sent cannot be answered; `code` and `detail` say why.'),
  '5xx': problem('The server could not answer; with 503, come back after `Retry-After` seconds.'),
};

/** JSON response with a named schema. */
export function jsonOf(name: Name, description: string) {
  return { description, content: { 'application/json': { schema: reference(name) } } };
}

function reference(name: Name) {
  return Type.Ref(`${name}#`);
}
