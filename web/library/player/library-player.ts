/** The page's player, as the library's pages use it: with their songs, and with little samples of them. */
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import type { Player, Status } from '../../player/player.ts';
import type { Track } from '../../player/track.ts';
import { createStore, type Store } from '../../shell/store.ts';
import { genreFill } from '../../theme/palette.ts';
import { audioAddress, coverAddress } from '../api/songs.ts';
import { songAddress } from '../paths.ts';
import { artistOf, titleOf } from '../song-words.ts';

export interface Playing {
  /** Current song; undefined if nothing of the library plays. */
  readonly song: LibrarySong | undefined;
  readonly status: Status;
}

export interface LibraryPlayer {
  readonly state: Store<Playing>;
  /** Plays a song from its beginning, then `next`; `before` are those that one may go back to. */
  play(song: LibrarySong, next?: readonly LibrarySong[], before?: readonly LibrarySong[]): void;
  /** Plays this song, or pauses it where it plays. */
  toggle(song: LibrarySong, next?: readonly LibrarySong[], before?: readonly LibrarySong[]): void;
  /** Plays a few seconds from the middle of a song, quietly first; not while another plays. */
  preview(id: number, durationSeconds: number): void;
  endPreview(): void;
  /** Stops, and closes the player. */
  stop(): void;
}

const PREVIEW_SECONDS = 8;
/** Start of a preview as a share of the song, where most songs are at their most typical. */
const PREVIEW_FROM = 0.35;
const FADE_SECONDS = 0.6;

export function createLibraryPlayer(player: Player): LibraryPlayer {
  const state = createStore<Playing>({ song: undefined, status: 'paused' });
  const sample = new Audio();
  let sampleFrom = 0;

  const follow = () => {
    const { track, status } = player.state.get();
    const now = state.get();
    if (track?.song !== now.song || status !== now.status) state.set({ song: track?.song, status });
  };
  const play: LibraryPlayer['play'] = (song, next = [], before = []) => {
    endPreview();
    player.play([...before, song, ...next].map(trackOf), before.length);
  };
  const endPreview = () => {
    sample.pause();
    sample.removeAttribute('src');
  };
  const fadePreview = () => {
    const played = sample.currentTime - sampleFrom;
    if (played >= PREVIEW_SECONDS) return endPreview();
    sample.volume = Math.max(
      0,
      Math.min(1, played / FADE_SECONDS, (PREVIEW_SECONDS - played) / FADE_SECONDS),
    );
  };
  player.state.subscribe(follow);
  follow();
  sample.ontimeupdate = fadePreview;
  sample.onerror = endPreview;

  return {
    state,
    play,
    toggle(song, next, before) {
      if (state.get().song?.id === song.id) player.pauseOrResume();
      else play(song, next, before);
    },
    preview(id, durationSeconds) {
      const { status } = player.state.get();
      if (status === 'playing' || status === 'loading') return;
      sampleFrom = Math.max(0, Math.min(durationSeconds * PREVIEW_FROM, durationSeconds - PREVIEW_SECONDS));
      sample.volume = 0;
      sample.src = `${audioAddress(id)}#t=${sampleFrom.toFixed(1)}`;
      void sample.play().catch(ignoreInterruption);
    },
    endPreview,
    stop() {
      endPreview();
      player.stop();
    },
  };
}

function trackOf(song: LibrarySong): Track {
  return {
    key: `library ${song.id}`,
    title: titleOf(song),
    artist: artistOf(song),
    album: song.album ?? undefined,
    href: songAddress(song.id),
    source: audioAddress(song.id),
    durationSeconds: song.durationSeconds,
    cover: song.hasCover ? coverAddress(song.id) : undefined,
    tint: song.unsure ? 'var(--wave)' : genreFill(song.genre),
    song,
  };
}

/** `play` is refused where another song was asked for meanwhile. */
function ignoreInterruption(): void {}
