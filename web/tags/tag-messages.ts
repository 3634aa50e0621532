/** Messages between the page and the worker that reads tags. */
export interface FileTags {
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  /** The picture in the file. */
  readonly cover?: Blob | undefined;
}

/** Undefined: nothing can be read of it. */
export type TagAnswer = FileTags | undefined;
