import { useEffect } from 'react';
import { fileAddress } from '../../shell/site.ts';
import { setPlayingTitle } from '../../shell/window-title.ts';
import { player } from '../page-player.ts';
import type { Playing } from '../player.ts';

const SEEK_SECONDS = 10;

/** Media session: tells the system and the tab what plays, and handles media keys. */
export function useMediaSession({ track, status, durationSeconds }: Playing): void {
  const runs = status === 'playing' || status === 'loading';
  const { title, artist, album, cover } = track ?? {};

  useEffect(() => {
    setPlayingTitle(runs && title ? [title, artist].filter(Boolean).join(' – ') : undefined);
    return () => setPlayingTitle(undefined);
  }, [runs, title, artist]);

  useEffect(() => {
    if (!('mediaSession' in navigator) || title === undefined) return;
    navigator.mediaSession.metadata = new MediaMetadata({
      title,
      artist: artist ?? '',
      album: album ?? '',
      artwork: [{ src: new URL(cover ?? fileAddress('icon-512.png'), location.href).href }],
    });
  }, [title, artist, album, cover]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.playbackState = runs ? 'playing' : 'paused';
    if (durationSeconds > 0) {
      const position = Math.min(player.position.get(), durationSeconds);
      navigator.mediaSession.setPositionState({ duration: durationSeconds, position });
    }
  }, [runs, durationSeconds]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const by = (seconds: number) =>
      player.seek(Math.min(player.state.get().durationSeconds, Math.max(0, player.position.get() + seconds)));
    const actions: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: () => player.pauseOrResume(),
      pause: () => player.pauseOrResume(),
      previoustrack: () => player.previous(),
      nexttrack: () => player.next(),
      seekto: ({ seekTime }) => player.seek(seekTime ?? 0),
      seekforward: ({ seekOffset }) => by(seekOffset ?? SEEK_SECONDS),
      seekbackward: ({ seekOffset }) => by(-(seekOffset ?? SEEK_SECONDS)),
    };
    const names = Object.keys(actions) as MediaSessionAction[];
    for (const name of names) setHandler(name, actions[name]!);
    return () => {
      for (const name of names) setHandler(name, null);
      navigator.mediaSession.metadata = null;
      navigator.mediaSession.playbackState = 'none';
    };
  }, []);
}

/** Browsers throw at actions that they do not know. */
function setHandler(name: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(name, handler);
  } catch {
    // The other keys work.
  }
}
