/** Options and helpers shared by the commands that speak to MPD. */
import { MpdConnection, mpdAddress } from '../connect/mpd/mpd-connection.ts';
import { MpdPlayer } from '../connect/mpd/mpd-player.ts';
import { SongMap } from '../connect/song-map.ts';
import { TonearmError } from '../errors.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import type { Entry } from '../library/songs/entry.ts';
import { note } from './library.ts';

export const MPD_HELP = 'MPD, as in password@nas:6600 (default: what MPD_HOST and MPD_PORT say)';

export interface Mpd {
  readonly name: string;
  readonly player: MpdPlayer;
  readonly map: SongMap;
}

/** @param address true: as the environment says. @throws source-failed */
export async function withMpd<Value>(
  address: string | boolean,
  catalogue: Catalogue,
  work: (mpd: Mpd) => Promise<Value>,
): Promise<Value> {
  const connection = await MpdConnection.open(
    mpdAddress(typeof address === 'string' ? address : undefined, process.env),
  );
  try {
    const player = new MpdPlayer(connection);
    const map = new SongMap(player, catalogue);
    await map.refresh();
    return await work({ name: connection.name, player, map });
  } finally {
    connection.close();
  }
}

/** Song that MPD plays. @throws not-found */
export async function playedSong({ name, player, map }: Mpd, catalogue: Catalogue): Promise<Entry> {
  const { paths, position } = await player.queue();
  if (position < 0) throw new TonearmError('not-found', `${name} plays nothing. Start a song, or name one.`);
  const mapped = await map.ofItem(paths[position]);
  const song = mapped && (await catalogue.entry(mapped.song));
  if (song) return song;
  throw new TonearmError(
    'not-found',
    `What ${name} plays (${JSON.stringify(paths[position])}) is not in the library: scan its folder first.`,
  );
}

/** Paths of songs as MPD knows them; missing ones are reported. */
export function mpdPaths({ name, map }: Mpd, songs: readonly Entry[]): string[] {
  const paths = songs.flatMap(({ id }) => map.ofSong(id)?.item.id ?? []);
  if (paths.length < songs.length)
    note(`${name} does not have ${songs.length - paths.length} of these songs.`);
  return paths;
}
