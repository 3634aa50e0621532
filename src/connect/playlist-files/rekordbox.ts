/** Reading of rekordbox XML, after its published list of attributes. */
import type { ServerItem } from '../media-server.ts';
import { pathOfAddress } from './path-of-address.ts';
import type { ReadPlaylist } from './read-playlist.ts';
import { type Attributes, readXml } from './read-xml.ts';

const FOLDER = '0';
const BY_LOCATION = '1';
const ROOT = 'ROOT';

interface OpenNode {
  readonly title: string;
  readonly isFolder: boolean;
  readonly byLocation: boolean;
  readonly songs: ServerItem[];
}

export function readRekordbox(text: string): ReadPlaylist[] {
  const byId = new Map<string, ServerItem>();
  const byLocation = new Map<string, ServerItem>();
  const nodes: OpenNode[] = [];
  const playlists: ReadPlaylist[] = [];
  const begin = (name: string, attributes: Attributes) => {
    if (name === 'NODE') nodes.push(nodeOf(attributes));
    if (name !== 'TRACK') return;
    const node = nodes.at(-1);
    if (node) {
      const key = attributes.Key ?? '';
      const song = node.byLocation ? byLocation.get(key) : byId.get(key);
      if (song) node.songs.push(song);
    } else if (attributes.TrackID !== undefined) {
      const song = songOf(attributes);
      byId.set(song.id, song);
      byLocation.set(attributes.Location ?? '', song);
    }
  };
  readXml(text, 'rekordbox', begin, (name) => {
    if (name !== 'NODE') return;
    const { isFolder, songs, title } = nodes.pop()!;
    const folders = nodes.map((node) => node.title).filter((folder) => folder !== ROOT);
    if (!isFolder) playlists.push({ title: [...folders, title].join(' / '), songs });
  });
  return playlists;
}

function nodeOf({ Name = '', Type, KeyType }: Attributes): OpenNode {
  return { title: Name, isFolder: Type === FOLDER, byLocation: KeyType === BY_LOCATION, songs: [] };
}

function songOf({
  TrackID = '',
  Name = '',
  Artist = '',
  Album = '',
  TotalTime,
  Location = '',
}: Attributes): ServerItem {
  return {
    id: TrackID,
    path: pathOfAddress(Location),
    title: Name,
    artist: Artist,
    album: Album,
    seconds: Number(TotalTime) || 0,
  };
}
