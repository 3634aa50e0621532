/** Methods of the library's playlists; those by a rule are made anew when they are read. */

import { type KeptPlaylist, keptPlaylist, keptPlaylists } from '../../library/playlists/kept-playlists.ts';
import { keptSongs } from '../../library/playlists/kept-songs.ts';
import type { Entry } from '../../library/songs/entry.ts';
import { type Endpoint, open } from './call.ts';
import { numberIn, playlistId } from './ids.ts';
import { songNodes } from './nodes.ts';
import type { Node } from './xml.ts';

export const PLAYLISTS: Readonly<Record<string, Endpoint>> = {
  getPlaylists: async (call) => {
    const { library } = await open(call);
    const kept = await keptPlaylists(library.library);
    const playlist: Node[] = [];
    for (const each of kept) playlist.push(nodeOf(each, await library.catalogue.entriesOf(each.songs)));
    return { playlists: { playlist } };
  },
  getPlaylist: async (call) => {
    const opened = await open(call);
    const { library } = opened;
    const kept = await keptPlaylist(library.library, numberIn('pl', call.parameters.needed('id')));
    const songs = await keptSongs(library.catalogue, kept);
    return { playlist: { ...nodeOf(kept, songs), entry: await songNodes(opened, songs) } };
  },
};

function nodeOf({ id, title, changedAt }: KeptPlaylist, songs: readonly Entry[]): Node {
  return {
    id: playlistId(id),
    name: title,
    owner: 'tonearm',
    public: false,
    readonly: true,
    songCount: songs.length,
    duration: Math.round(songs.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)),
    created: changedAt,
    changed: changedAt,
    coverArt: playlistId(id),
  };
}
