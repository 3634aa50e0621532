/** Methods of sound and covers. Songs are sent as they are: nothing is transcoded, whatever format is requested. */
import { keptPlaylist } from '../../library/playlists/kept-playlists.ts';
import { sendCover, sendSong } from '../library/send-file.ts';
import { type Call, type Endpoint, open } from './call.ts';
import { numberIn } from './ids.ts';

export const MEDIA: Readonly<Record<string, Endpoint>> = {
  stream: (call) => sound(call, 'inline'),
  download: (call) => sound(call, 'attachment'),
  getCoverArt: async (call) => {
    const { library } = await open(call);
    return sendCover(call.services, library, await songWithCover(call), call.request, call.reply);
  },
};

async function sound(call: Call, kind: 'inline' | 'attachment') {
  const { library } = await open(call);
  const id = numberIn('so', call.parameters.needed('id'));
  return sendSong(library, id, call.request, call.reply, kind);
}

/** Id of the song whose cover is shown: of an album, an artist or a playlist that of the first song. */
async function songWithCover(call: Call): Promise<number> {
  const { albumIndex, library } = await open(call);
  const id = call.parameters.needed('id');
  const album = (await albumIndex.album(id)) ?? (await albumIndex.albumsOf(id))[0];
  if (album) return album.first;
  if (!id.startsWith('pl-')) return numberIn('so', id);
  const [first] = (await keptPlaylist(library.library, numberIn('pl', id))).songs;
  return first ?? 0;
}
