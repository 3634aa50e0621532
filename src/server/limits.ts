/** What one server grants its clients. */
export interface Limits {
  /** Bytes of one upload, or of one song that is fetched from elsewhere; so for the next two. */
  readonly uploadBytes: number;
  /** Seconds for a whole upload. */
  readonly uploadSeconds: number;
  /** Seconds without a byte before an upload is given up. */
  readonly uploadIdleSeconds: number;
  /** Seconds for which the rest of a refused body is read and dropped, so that its sender gets to see the answer. */
  readonly lingerSeconds: number;
  /** Seconds of one song. */
  readonly songSeconds: number;
  /** Seconds of work on one song. */
  readonly taskSeconds: number;
  /** Bytes of resident memory of one worker. */
  readonly workerBytes: number;
  /** Songs that may be uploading or waiting while every worker is at work. */
  readonly queueLength: number;
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
  lingerSeconds: 30,
  songSeconds: 3 * 3600 + 600,
  taskSeconds: 600,
  workerBytes: 1.5e9,
  queueLength: 64,
  classificationsPerMinute: 120,
  searchesPerMinute: 60,
  requestsPerMinute: 1200,
  graceSeconds: 5,
};
