/** What one server grants its clients. */
export interface Limits {
  /** Bytes of one upload, or of one song that is fetched from elsewhere; so for the next two. */
  uploadBytes: number;
  /** Seconds for a whole upload. */
  uploadSeconds: number;
  /** Seconds without a byte before an upload is given up. */
  uploadIdleSeconds: number;
  /** Seconds for which the rest of a refused body is read and dropped, so that its sender gets to see the answer. */
  lingerSeconds: number;
  /** Seconds of one song. */
  songSeconds: number;
  /** Seconds of work on one song. */
  taskSeconds: number;
  /** Bytes of resident memory of one worker. */
  workerBytes: number;
  /** Songs that may be uploading or waiting while every worker is at work. */
  queueLength: number;
  /** Classifications a client may ask for in a minute. */
  classificationsPerMinute: number;
  /** Searches a client may ask for in a minute. */
  searchesPerMinute: number;
  /** Requests of any kind a client may send in a minute. */
  requestsPerMinute: number;
  /** Seconds that running work is given when the server closes. */
  graceSeconds: number;
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
