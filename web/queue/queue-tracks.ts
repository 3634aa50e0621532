/** The songs of the queue in the page's player: their order, their names, their answers. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { player } from '../player/page-player.ts';
import type { Track } from '../player/track.ts';
import { PATHS } from '../shell/pages.ts';
import { knownTags, tagsOf } from '../tags/file-tags.ts';
import { genreFill } from '../theme/palette.ts';
import { queue } from './page-queue.ts';
import type { Song } from './queue.ts';

export function trackKeyOf(songId: string): string {
  return `heard ${songId}`;
}

/** Plays a song of the queue, and after it those below it. */
export function playSong(songId: string, fromSeconds = 0): void {
  const { songs } = queue.getSnapshot();
  const at = songs.findIndex(({ id }) => id === songId);
  if (at >= 0) player.play(songs.map(trackOf), at, fromSeconds);
}

function trackOf({ id, file, label, state }: Song): Track {
  const tags = knownTags(file);
  const prediction = state.kind === 'done' ? state.prediction : undefined;
  return {
    key: trackKeyOf(id),
    title: tags.title ?? file.name,
    artist: tags.artist,
    album: tags.album,
    cover: tags.cover,
    href: PATHS.listen,
    source: file,
    durationSeconds: prediction?.durationSeconds ?? 0,
    tint: tintOf(prediction, label),
    prediction: prediction?.outside ? undefined : prediction,
  };
}

function tintOf(prediction: Prediction | undefined, label: Song['label']): string {
  if (label) return genreFill(label);
  const claims = prediction && !prediction.unsure && !prediction.outside && label === undefined;
  return claims ? genreFill(prediction.genre) : 'var(--wave)';
}

/** Tells the player what is known by now of its songs. */
function renewTracks(): void {
  const songs = new Map(queue.getSnapshot().songs.map((song) => [trackKeyOf(song.id), song]));
  player.renew((track) => {
    const song = songs.get(track.key);
    return song ? trackOf(song) : track;
  });
}

let answered = '';
queue.subscribe(() => {
  const { songs } = queue.getSnapshot();
  const done = songs.filter(({ state }) => state.kind === 'done').map(({ id, label }) => `${id} ${label}`);
  if (done.join() === answered) return;
  answered = done.join();
  if (player.state.get().track) renewTracks();
});

let current: string | undefined;
player.state.subscribe(() => {
  const { track } = player.state.get();
  if (track?.key === current) return;
  current = track?.key;
  if (track?.source instanceof File) void tagsOf(track.source).then(renewTracks);
});
