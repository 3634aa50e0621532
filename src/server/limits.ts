/** Limits of one server for its clients. */
export interface Limits {
  /** Largest size of an upload or of a fetched song; so for the next two. */
  readonly uploadBytes: number;
  /** Seconds for a whole upload. */
  readonly uploadSeconds: number;
  /** Interval of checks of an upload: it is aborted if no byte came, or too few did. */
  readonly uploadIdleSeconds: number;
  /** Minimum rate in bytes a second, as the mean of `uploadIdleSeconds`. */
  readonly uploadBytesPerSecond: number;
  /** Total bytes of all uploads, those being analysed included. */
  readonly allUploadBytes: number;
  /** Number of concurrent uploads, those being analysed included. */
  readonly uploads: number;
  /** Seconds for which the rest of a refused body is read and dropped, so that its sender receives the answer. */
  readonly lingerSeconds: number;
  /** Longest song in seconds. */
  readonly songSeconds: number;
  /** Time limit of a song in seconds. */
  readonly taskSeconds: number;
  /** Memory limit of a worker in bytes. */
  readonly workerBytes: number;
  /** Number of songs that may wait while every worker is busy. */
  readonly queueLength: number;
  /** Share of places, uploads and their bytes that one client may use, 0 to 1. This machine may use all. */
  readonly clientShare: number;
  /** Classifications of a client in a minute. */
  readonly classificationsPerMinute: number;
  /** Searches of a client in a minute. */
  readonly searchesPerMinute: number;
  /** Requests of any kind of a client in a minute. */
  readonly requestsPerMinute: number;
  /** Seconds that running work gets when the server closes. */
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
