import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import type { SongAddress } from '../../src/server/sources-schema.ts';
import { IconExternalLink, IconMusic, IconPlayerPlay, IconPlayerStop } from '../icons/icons.ts';
import { words } from '../language/en/search.ts';
import { clock } from '../timeline/time-axis.ts';
import { type Origin, rememberOrigin } from './origins.ts';
import type { FoundSong } from './search-api.ts';
import classes from './song-card.module.css';
import { useFetchedSong } from './use-fetched-song.ts';

interface SongCardProps {
  readonly address: SongAddress;
  readonly title: string;
  /** Source, length: what tells it apart. */
  readonly detail: string;
  readonly thumbnail: string | null;
  /** Origin to link to; null without a page. */
  readonly origin: Origin | null;
  readonly onSong: (file: File) => void;
  /** Shows the tracks of an album; undefined for a song. */
  readonly onTracks?: () => void;
}

/** A song from elsewhere: to be seen, heard, and analyzed. */
export function SongCard({ address, title, detail, thumbnail, origin, onSong, onTracks }: SongCardProps) {
  const song = useFetchedSong(address, title);
  const analyze = async () => {
    const file = await song.get();
    if (!file) return;
    if (origin) rememberOrigin(file, origin);
    onSong(file);
  };
  return (
    <li className={classes.card}>
      <Picture key={thumbnail} address={thumbnail} />
      <CardWords title={title} detail={detail} origin={origin} error={song.error} />
      {onTracks && (
        <Button
          className={classes.tracks}
          size="sm"
          variant="subtle"
          aria-label={words.tracksOf(title)}
          onClick={onTracks}
        >
          {words.tracks}
        </Button>
      )}
      <ActionIcon
        className={classes.play}
        variant="subtle"
        size={44}
        radius="xl"
        aria-busy={song.fetching}
        aria-label={song.playing ? words.stop(title) : words.preview(title)}
        onClick={song.togglePlay}
      >
        {song.playing ? <IconPlayerStop size={18} /> : <IconPlayerPlay size={18} />}
      </ActionIcon>
      <Button
        className={classes.analyze}
        size="sm"
        variant="default"
        aria-busy={song.fetching}
        aria-label={words.analyzeNamed(title)}
        onClick={analyze}
      >
        {song.fetching ? words.fetching : words.analyze}
      </Button>
    </li>
  );
}

interface CardWordsProps extends Pick<SongCardProps, 'title' | 'detail' | 'origin'> {
  readonly error: string | undefined;
}

function CardWords({ title, detail, origin, error }: CardWordsProps) {
  return (
    <div className={classes.words}>
      <p className={classes.title} title={title}>
        {title}
      </p>
      <p className={classes.detail}>
        <span>{detail}</span>
        {origin && (
          <a
            href={origin.pageUrl}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={words.from(origin.source)}
          >
            <IconExternalLink size={14} />
          </a>
        )}
      </p>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** Line below the title of a found song. */
export function detailOf({ durationSeconds, extent }: FoundSong, source: string): string {
  const length = durationSeconds === null ? [] : [clock(durationSeconds)];
  return [source, ...length, words.extent[extent]].join(' · ');
}

function Picture({ address }: { address: string | null }) {
  const [broken, setBroken] = useState(false);
  if (address === null || broken) {
    return (
      <span className={classes.picture}>
        <IconMusic size={22} aria-hidden="true" />
      </span>
    );
  }
  return (
    <img
      className={classes.picture}
      src={address}
      alt=""
      width={48}
      height={48}
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}
