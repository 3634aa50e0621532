/** Methods of similar songs: Subsonic's, and OpenSubsonic's `sonicSimilarity`. */

import { MAX_PLAYLIST_SONGS, makePlaylist } from '../../library/playlists/playlist.ts';
import { distanceBetween, nearest, similarityOf, spaceIndexOf } from '../../library/similarity/similarity.ts';
import { featuresOfSongs } from '../../library/similarity/song-features.ts';
import type { Entry } from '../../library/songs/entry.ts';
import { type Call, type Endpoint, type Opened, open } from './call.ts';
import { numberIn } from './ids.ts';
import { songNodes } from './nodes.ts';
import type { Node } from './xml.ts';

/** Maximum number of songs that represent an artist or an album. */
const MAX_SEEDS = 20;
/** Maximum number of songs examined: some are not in the space. */
const MAX_LOOKED_AT = 100;

export const SIMILAR: Readonly<Record<string, Endpoint>> = {
  getSimilarSongs: async (call) => ({ similarSongs: { song: await similarSongs(call) } }),
  getSimilarSongs2: async (call) => ({ similarSongs2: { song: await similarSongs(call) } }),
  getSonicSimilarTracks: async (call) => {
    const opened = await open(call);
    const { library } = opened;
    const { space, place } = await library.placeOf(
      numberIn('so', call.parameters.needed('id')),
      countOf(call, 10),
    );
    const near = nearest(space, place, countOf(call, 10));
    const songs = near.map(({ index }) => space.songs[index]);
    return { sonicMatch: await matches(opened, songs, (_, i) => similarityOf(near[i].distance)) };
  },
  findSonicPath: async (call) => {
    const opened = await open(call);
    const { library } = opened;
    const [from, to] = ['startSongId', 'endSongId'].map((name) =>
      numberIn('so', call.parameters.needed(name)),
    );
    for (const end of [from, to]) await library.placeOf(end, 0);
    const length = { songs: countOf(call, 25, 2) };
    const { songs } = await makePlaylist(library.catalogue, { from, to, length });
    const entries = songs.map(({ entry }) => entry);
    const space = await library.catalogue.space({ ids: entries.map(({ id }) => id) });
    const similarity = (entry: Entry) =>
      similarityOf(distanceBetween(space, spaceIndexOf(space, entries[0]), spaceIndexOf(space, entry)));
    return { sonicMatch: await matches(opened, entries, similarity) };
  },
};

/** Songs near a song; near several of an album or an artist, in turns. */
async function similarSongs(call: Call): Promise<Node[]> {
  const opened = await open(call);
  const { library, albumIndex } = opened;
  const id = call.parameters.needed('id');
  const count = countOf(call, 50);
  const album = await albumIndex.album(id);
  const albums = album ? [album] : await albumIndex.albumsOf(id);
  if (albums.length === 0) {
    const { space, place } = await library.placeOf(numberIn('so', id), count);
    return songNodes(
      opened,
      nearest(space, place, count).map(({ index }) => space.songs[index]),
    );
  }
  const theirs = await albumIndex.songsOn(
    albums.map((each) => each.id),
    MAX_LOOKED_AT,
  );
  const [known, featuresById] = await Promise.all([
    library.catalogue.entriesOf(theirs),
    featuresOfSongs(
      library.library,
      theirs.map((songId) => ({ id: songId })),
    ),
  ]);
  const seeds = known.flatMap(({ id }) => (featuresById.has(id) ? [id] : [])).slice(0, MAX_SEEDS);
  if (seeds.length === 0 || count === 0) return [];
  const { songs } = await makePlaylist(library.catalogue, {
    seeds,
    length: { songs: count },
  });
  return songNodes(
    opened,
    songs.map(({ entry }) => entry),
  );
}

async function matches(
  opened: Opened,
  songs: readonly Entry[],
  similarity: (song: Entry, i: number) => number,
): Promise<Node[]> {
  const nodes = await songNodes(opened, songs);
  return nodes.map((entry, i) => ({ entry, similarity: similarity(songs[i], i) }));
}

function countOf({ parameters }: Call, fallback: number, least = 0): number {
  return parameters.whole('count', { fallback, least, most: MAX_PLAYLIST_SONGS });
}
