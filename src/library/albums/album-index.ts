/** Songs by album and artist, as clients browse them: of a file kept in memory, of a database asked for. */

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Artist extends Named {
  /** Albums of their own, and of others that they play on. */
  readonly albumCount: number;
}

export interface Album extends Named {
  readonly artist: Named;
  readonly songCount: number;
  readonly seconds: number;
  /** Id of the song that comes first by disc, folder, track and name. */
  readonly first: number;
  /** When that song was added, as ISO 8601. */
  readonly addedAt: string | null;
  /** First year that a song tells in that order. */
  readonly year: number | undefined;
  /** Genre that most of its songs claim. */
  readonly genre: string | undefined;
}

/** Album and artist of a song. */
export interface SongPlace {
  readonly album: Named & { readonly artist: Named };
  /** Performing artist. */
  readonly artist: Named;
}

export interface GenreCount {
  readonly name: string;
  readonly songs: number;
  readonly albums: number;
}

export interface PageQuery {
  /** Folder of the catalogue, by its real path, outside of which nothing is told. */
  readonly folder?: string;
  readonly offset?: number;
  /** Default: everything. */
  readonly limit?: number;
}

export interface NameQuery extends PageQuery {
  /** Folded words, every one of which stands somewhere in the names. */
  readonly words?: readonly string[];
}

export type AlbumOrder = 'met' | 'chance' | 'newest' | 'name' | 'artist' | 'year';

export interface AlbumQuery extends NameQuery {
  readonly order: AlbumOrder;
  /** Whether the order is reversed. */
  readonly descending?: boolean;
  /** Genre that one of its songs claims, whatever the case. */
  readonly genre?: string;
  /** First and last year. */
  readonly years?: readonly [number, number];
}

export interface IndexedSongQuery extends PageQuery {
  /** Folded words, every one of which stands somewhere in what is searched of a song. */
  readonly words?: readonly string[];
  /** Whether songs come at random; default: in order of id. */
  readonly byChance?: boolean;
  readonly genre?: string;
  readonly years?: readonly [number, number];
}

/** Artists and albums, as of the last refresh of the catalogue or later. */
export interface AlbumIndex {
  artist(id: string): Promise<Artist | undefined>;
  album(id: string): Promise<Album | undefined>;
  /** Artists with albums of their own, in order of name. */
  artists(asked: NameQuery): Promise<readonly Artist[]>;
  albums(asked: AlbumQuery): Promise<readonly Album[]>;
  /** Albums of an artist in the order in which they were met, then those of others. */
  albumsOf(artist: string): Promise<readonly Album[]>;
  /** Ids of the songs on albums, album by album, so many at most. */
  songsOn(albums: readonly string[], most?: number): Promise<readonly number[]>;
  /** Ids of songs that an artist plays, so many at most. */
  songsBy(artist: string, most: number): Promise<readonly number[]>;
  /** Ids. */
  songs(asked: IndexedSongQuery): Promise<readonly number[]>;
  genres(folder: string | undefined): Promise<readonly GenreCount[]>;
  places(songs: readonly number[]): Promise<ReadonlyMap<number, SongPlace>>;
}
