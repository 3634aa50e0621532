/** Tonearm's isomorphic entry: the same code in Node and in the browser. */
export {
  type Segment as AnalysedSegment,
  type SegmentOptions,
  type SegmentSpec,
  type Segments,
  type SegmentTask,
  segmentsOf,
} from './analysis/segments.ts';
export type { SongInput } from './analysis/song.ts';
export { type ByteSource, blobSource, bytesSource } from './audio/byte-source.ts';
export { durationSeconds, SAMPLE_RATE, type Samples } from './audio/samples.ts';
export {
  type ClassifyOptions,
  classify,
  MIN_SECONDS,
  type Progress,
} from './classify/classify.ts';
export type * from './classify/prediction.ts';
export { beatsOf } from './description/beats.ts';
export type * from './description/description.ts';
export { type DescriptionModel, descriptionModel } from './description/description-model.ts';
export * from './errors.ts';
export * from './features/index.ts';
export { GENRES, type Genre } from './genres.ts';
export { pretrainedEar } from './models/ear.ts';
export { type LoadOptions, loadModel, type Model, readModelInfo } from './models/model-file.ts';
export type { Figure, ModelInfo, RecipeReference } from './models/model-info.ts';
