import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { strings } from '../language/en/main.ts';
import type { Song } from '../queue/queue.ts';
import { verdictInWords } from './verdict-words.ts';

const FEW_SONGS = 3;

/** Announcements for screen readers: songs added, in progress, and their answers. */
export function Announcer({ songs }: { songs: readonly Song[] }) {
  const before = useRef<readonly Song[]>([]);
  const [message, setMessage] = useState('');
  useEffect(() => {
    const news = whatIsNew(before.current, songs);
    before.current = songs;
    if (news) setMessage(news);
  }, [songs]);
  return (
    <VisuallyHidden role="log" aria-live="polite" aria-atomic="true">
      {message}
    </VisuallyHidden>
  );
}

function whatIsNew(before: readonly Song[], now: readonly Song[]): string {
  const known = new Map(before.map((song) => [song.id, song.state.kind]));
  const added = now.filter((song) => !known.has(song.id)).length;
  const changed = now.filter((song) => known.has(song.id) && known.get(song.id) !== song.state.kind);
  // Of many songs, only the answers: their beginnings would drown them.
  const news = now.length > FEW_SONGS ? changed.filter(({ state }) => state.kind !== 'listening') : changed;
  const parts = [...(added > 0 ? [strings.announce.added(added)] : []), ...news.map(sayState)];
  return parts.filter(Boolean).join(' ');
}

function sayState({ file, state }: Song): string {
  switch (state.kind) {
    case 'listening':
      return strings.announce.listening(file.name);
    case 'done':
      return `${file.name}: ${verdictInWords(state.prediction)}`;
    case 'failed':
      return strings.announce.failed(file.name, strings.failure.title(state.failure.code));
    case 'cancelled':
      return strings.announce.cancelled(file.name);
    default:
      return '';
  }
}
