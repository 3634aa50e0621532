/** Reading of Traktor's NML. */
import type { ServerItem } from '../media-server.ts';
import type { ReadPlaylist } from './read-playlist.ts';
import { type Attributes, readXml } from './read-xml.ts';

const ROOT = '$ROOT';

interface OpenEntry {
  readonly title: string;
  readonly artist: string;
  album: string;
  seconds: number;
  key: string;
}

interface OpenNode {
  readonly title: string;
  readonly isPlaylist: boolean;
  readonly songs: ServerItem[];
}

export function readTraktor(text: string): ReadPlaylist[] {
  const songs = new Map<string, ServerItem>();
  const nodes: OpenNode[] = [];
  const playlists: ReadPlaylist[] = [];
  let entry: OpenEntry | undefined;
  const begin = (name: string, attributes: Attributes) => {
    if (name === 'NODE')
      nodes.push({ title: attributes.NAME ?? '', isPlaylist: attributes.TYPE === 'PLAYLIST', songs: [] });
    if (name === 'ENTRY' && nodes.length === 0)
      entry = {
        title: attributes.TITLE ?? '',
        artist: attributes.ARTIST ?? '',
        album: '',
        seconds: 0,
        key: '',
      };
    if (entry) describe(entry, name, attributes);
    if (name === 'PRIMARYKEY') {
      const key = attributes.KEY ?? '';
      // What is not in the collection is still known by its path.
      nodes
        .at(-1)
        ?.songs.push(songs.get(key) ?? songOf({ title: '', artist: '', album: '', seconds: 0, key }));
    }
  };
  readXml(text, 'Traktor', begin, (name) => {
    if (name === 'ENTRY' && entry) {
      songs.set(entry.key, songOf(entry));
      entry = undefined;
    }
    if (name !== 'NODE') return;
    const { isPlaylist, title, songs: listed } = nodes.pop()!;
    const folders = nodes.map((node) => node.title).filter((folder) => folder !== ROOT);
    if (isPlaylist) playlists.push({ title: [...folders, title].join(' / '), songs: listed });
  });
  return playlists;
}

function describe(entry: OpenEntry, name: string, attributes: Attributes): void {
  if (name === 'LOCATION')
    entry.key = `${attributes.VOLUME ?? ''}${attributes.DIR ?? ''}${attributes.FILE ?? ''}`;
  if (name === 'ALBUM') entry.album = attributes.TITLE ?? '';
  if (name === 'INFO') entry.seconds = Number(attributes.PLAYTIME_FLOAT ?? attributes.PLAYTIME) || 0;
}

/** Song of an entry: `C:/:Music/:a.mp3` -> `C:/Music/a.mp3`; `//` in a name is a colon. */
function songOf({ key, title, artist, album, seconds }: OpenEntry): ServerItem {
  const path = key
    .split('/:')
    .map((part) => part.replaceAll('//', ':'))
    .join('/');
  return { id: key, path, title, artist, album, seconds };
}
