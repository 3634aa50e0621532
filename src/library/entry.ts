/** A song that was heard and has a file. A changed song is another object. */
export interface Entry {
  readonly id: number;
  /** Of its last change; grows over the whole library. */
  readonly revision: number;
  /** The first of its files, in order of name. */
  readonly path: string;
  readonly title: string | null;
  /** The title; where there is none, the file's name. */
  readonly name: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly year: number | null;
  readonly track: number | null;
  readonly durationSeconds: number;
  readonly beatsPerMinute: number;
  readonly genre: string;
  readonly confidence: number;
  readonly unsure: boolean;
  /** None of the model's genres. */
  readonly outside: boolean;
  /** Folded: names, artist, album, genre and the file's name. */
  readonly text: string;
  /** `VECTOR_COLUMNS` numbers; undefined where another version of the vector was heard. */
  readonly vector: Float32Array | undefined;
  /** By the catalogue's genres; genres that came later are missing at the end and are 0. */
  readonly probabilities: Float32Array;
}
