/** Limits of one server for its clients. */
export interface Limits {
  /** Bytes of one upload, or of one song that is fetched from elsewhere; so for the next two. */
  readonly uploadBytes: number;
  /** Seconds for a whole upload. */
  readonly uploadSeconds: number;
  /** Every so many seconds an upload is looked at: it is given up where no byte came, or too few did. */
  readonly uploadIdleSeconds: number;
  /** Bytes a second that are too few, as the mean of `uploadIdleSeconds`. */
  readonly uploadBytesPerSecond: number;
  /** Bytes of all uploads together, those included that are being heard. */
  readonly allUploadBytes: number;
  /** Uploads at once, those included that are being heard. */
  readonly uploads: number;
  /** Seconds for which the rest of a refused body is read and dropped, so that its sender gets to see the answer. */
  readonly lingerSeconds: number;
  /** Seconds of one song. */
  readonly songSeconds: number;
  /** Seconds of work on one song. */
  readonly taskSeconds: number;
  /** Bytes of resident memory of one worker. */
  readonly workerBytes: number;
  /** Songs that may wait while every worker is at work. */
  readonly queueLength: number;
  /** Share of places, uploads and their bytes that one client may use, 0 to 1. This machine may use all. */
  readonly clientShare: number;
  /** Classifications a client may ask for in a minute. */
  readonly classificationsPerMinute: number;
  /** Searches a client may ask for in a minute. */
  readonly searchesPerMinute: number;
  /** Requests of any kind a client may send in a minute. */
  readonly requestsPerMinute: number;
  /** Seconds that running work is given when the server closes. */
  readonly graceSeconds: number;
}

export const DEFAULT_LIMITS: Limits = {
  uploadBytes: 200e6,
  uploadSeconds: 600,
  uploadIdleSeconds: 20,
  uploadBytesPerSecond: 1000,
  allUploadBytes: 2e9,
  uploads: 256,
  lingerSeconds: 30,
  songSeconds: 3 * 3600 + 600,
  taskSeconds: 600,
  workerBytes: 1.5e9,
  queueLength: 64,
  clientShare: 0.5,
  classificationsPerMinute: 120,
  searchesPerMinute: 60,
  requestsPerMinute: 1200,
  graceSeconds: 5,
};
