/** Tonearm's entry for Node: the isomorphic core, and what needs files and processes. */
import { readFile } from 'node:fs/promises';
import { type ClassifyOptions, classify } from './classify/classify.ts';
import type { Prediction } from './classify/prediction.ts';
import { fileSource } from './jobs/file-source.ts';
import { findModel } from './jobs/shipped-models.ts';
import { shippedEar } from './jobs/shipped-networks.ts';
import { loadModel, type Model } from './models/model-file.ts';

export * from './index.ts';
export {
  AnalysisPool,
  type AnalysisResult,
  type AnalysisTask,
  type ClassificationTask,
  type DescriptionTask,
  type ExtractionTask,
} from './jobs/analysis-pool.ts';
export type { DescribedSong } from './jobs/described-song.ts';
export { type FileSource, fileSource } from './jobs/file-source.ts';
export { tryModel } from './jobs/model-trial/try-model.ts';
export type { PoolOptions, RunOptions } from './jobs/pool.ts';
export { DEFAULT_MODEL, findModel, SHIPPED_MODELS } from './jobs/shipped-models.ts';
export { shippedDescription } from './jobs/shipped-networks.ts';
export { type BrowsePage, browse } from './library/catalogue/browse.ts';
export type { Catalogue, CatalogueOptions, Summary } from './library/catalogue/catalogue.ts';
export { type Copies, type CopyGroup, copyGroups, findCopies } from './library/catalogue/copies.ts';
export { findSong } from './library/catalogue/find-song.ts';
export { openCatalogue } from './library/catalogue/open-catalogue.ts';
export type { BrowseQuery, SongFilter } from './library/catalogue/song-filter.ts';
/** Deprecated names: `Said` of `CorrectedGenre`, `sayOfSongs` of `correctSongs`; they go with the next version. */
export {
  type CorrectedGenre,
  type CorrectedGenre as Said,
  type Correction,
  type CorrectionBatch,
  correctSongs,
  correctSongs as sayOfSongs,
  type ListedCorrection,
  listBatches,
  listCorrections,
  type Outcome,
  undoCorrections,
} from './library/corrections/corrections.ts';
export {
  type CorrectionsFormat,
  exportCorrections,
  importCorrections,
} from './library/corrections/corrections-file.ts';
export type { Taught } from './library/corrections/taught.ts';
export { type ExportFormat, exportBytes, exportedSongs } from './library/export/export.ts';
export type { Action } from './library/inbox/decide.ts';
export { planDecisions } from './library/inbox/plan-decisions.ts';
export { backUpLibrary, checkLibrary, type LibraryCheck } from './library/maintenance.ts';
export { projectSongs, type SongMap } from './library/map/map.ts';
export {
  type ListedSong,
  type PlaylistFile,
  type PlaylistFormat,
  playlistFile,
} from './library/playlist-files/playlist-file.ts';
export {
  makePlaylist,
  type Playlist,
  type PlaylistRequest,
  type PlaylistSong,
} from './library/playlists/playlist.ts';
export { type ScanOptions, type ScanReport, scan } from './library/scan/scan.ts';
export {
  explain,
  type Neighbour,
  nearest,
  type SongSpace,
  spaceIndexOf as placeOf,
} from './library/similarity/similarity.ts';
export type { Entry } from './library/songs/entry.ts';
export { type Song, songsOf } from './library/songs/songs.ts';
export { type Library, openLibrary } from './library/store/store.ts';
export type {
  GenreNames,
  JournalSummary,
  PlanOptions,
  SkipReason,
  TagChange,
  TagFields,
  TagPlan,
  TagProgress,
  TagReport,
  TagRules,
  TagSkip,
  UndoOptions,
  UndoReport,
  WriteOptions,
} from './library/tagging/contract.ts';
export { journalFolder, listJournals } from './library/tagging/journal.ts';
export { parseGenreNames } from './library/tagging/names.ts';
export { planTags } from './library/tagging/plan.ts';
export { planReplayGain } from './library/tagging/replay-gain.ts';
export { undoTags } from './library/tagging/undo.ts';
export { writeTags } from './library/tagging/write.ts';
export type { LibraryModel, TrainedFigures, TrainProgress } from './library/training/contract.ts';
export { libraryModels, type TrainLibraryOptions, trainLibrary } from './library/training/train-library.ts';
export type { FoundSong } from './sources/source.ts';
export {
  type FetchSongOptions,
  type SearchAnswer,
  type SongAddress,
  Sources,
} from './sources/sources.ts';
export { type Collection, prepareCollection } from './train/data/collection.ts';
export { type Dataset, openDataset } from './train/data/dataset.ts';
export type { ExtractOptions, ExtractOptions as HearOptions } from './train/data/extract-tracks.ts';
/** Deprecated names: `Ears` of `InputSpec`, `HearOptions` of `ExtractOptions`; they go with the next version. */
export type { InputSpec, InputSpec as Ears, Row } from './train/data/row.ts';
export type { Track } from './train/data/track.ts';
export { type EvaluateOptions, evaluatePreset } from './train/evaluate/evaluate.ts';
export { evaluateModel } from './train/evaluate/evaluate-model.ts';
export type { Answer, Evaluation, Figures } from './train/evaluate/evaluation.ts';
export { augmented } from './train/fit/augment.ts';
export {
  AUGMENTATIONS,
  type Augmentation,
  type FitOptions,
  type Fitted,
  type Preset,
} from './train/fit/preset.ts';
export { findPreset, PRESETS } from './train/fit/presets.ts';

/**
 * Opens a model: a shipped one by its name, any other by its path.
 * @throws not-found where there is neither, bad-model where this build cannot run it.
 */
export async function openModel(nameOrPath?: string): Promise<Model> {
  return loadModel(await readFile(await findModel(nameOrPath)), { ear: shippedEar });
}

/**
 * Predicts the genre of a file; see `classify`.
 * @throws not-found, bad-request where the file cannot be read, and what `classify` throws.
 */
export async function classifyFile(
  path: string,
  model: Model,
  options?: ClassifyOptions,
): Promise<Prediction> {
  const source = await fileSource(path);
  try {
    return await classify(source, model, options);
  } finally {
    await source.close();
  }
}
