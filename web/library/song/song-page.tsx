import { Button } from '@mantine/core';
import { type CSSProperties, type ReactNode, startTransition, useCallback, useEffect, useState } from 'react';
import type { LibrarySongDetail, SimilarSong } from '../../../src/server/library-schema.ts';
import {
  IconCheck,
  IconHeadphones,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlaylistAdd,
  IconWand,
} from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { strings } from '../../language/en/main.ts';
import { addAndShow } from '../../queue/page-queue.ts';
import { Link } from '../../shell/link.tsx';
import { PATHS } from '../../shell/pages.ts';
import { navigate, useArrival } from '../../shell/router.ts';
import { Skeleton } from '../../shell/skeleton.tsx';
import { useStore } from '../../shell/store.ts';
import { genreFill } from '../../theme/palette.ts';
import { apiErrorOf } from '../api/client.ts';
import { getAudio, getSimilar, getSong } from '../api/songs.ts';
import { correctionCount } from '../corrections/corrections-state.ts';
import { Cover } from '../cover.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { dropFirst, firstSong } from '../first-answers.ts';
import { player, playlist } from '../library-state.ts';
import { LIBRARY_PATHS, seedsAddress, songsAddress } from '../paths.ts';
import { artistOf, reasonInWords, titleOf } from '../song-words.ts';
import { SongList } from '../songs/song-list.tsx';
import { SongDescription } from './song-description.tsx';
import { SongFacts } from './song-facts.tsx';
import classes from './song-page.module.css';
import { SongVerdict } from './song-verdict.tsx';

interface SongPageProps {
  readonly id: number;
  /** Strip of the scan. */
  readonly strip: ReactNode;
}

const SIMILAR = 12;

/** Page of one song of the library. */
export function SongPage({ id, strip }: SongPageProps) {
  const [song, setSong] = useState(() => firstSong(id));
  const [similar, setSimilar] = useState<readonly SimilarSong[]>();
  const [error, setError] = useState<unknown>();
  const title = song ? titleOf(song) : error ? words.song.missing : words.loading;
  const main = useArrival(strings.pageTitle(title));
  const corrections = useStore(correctionCount);
  const ask = useCallback(() => {
    const stop = new AbortController();
    const fail = (error: unknown) => {
      if (!stop.signal.aborted) setError(error);
    };
    setError(undefined);
    if (!dropFirst('song')) getSong(id, stop.signal).then(setSong, fail);
    // The song itself is seen before they are drawn.
    getSimilar(id, SIMILAR, stop.signal).then(({ songs }) => startTransition(() => setSimilar(songs)), fail);
    return () => stop.abort();
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said makes it another.
  useEffect(ask, [ask, corrections]);
  return (
    <main ref={main} id="main" className={classes.main} tabIndex={-1}>
      <Link className={classes.back} href={LIBRARY_PATHS.songs}>
        ← {words.song.back}
      </Link>
      {strip}
      {song && <Portrait song={song} />}
      {!song && error === undefined && (
        <div aria-busy="true">
          <Skeleton titled={false} />
        </div>
      )}
      {error !== undefined && !song && <Absent error={error} onRetry={ask} />}
      {song && similar && (
        <section className={classes.similar}>
          <h2>{words.song.similar}</h2>
          {similar.length === 0 && <p className={classes.none}>{words.song.similarNone}</p>}
          <div className={classes.columns}>
            <SongList
              songs={similar.map((other) => other.song)}
              why={similar.map(({ why }) => why.map(reasonInWords))}
            />
          </div>
        </section>
      )}
    </main>
  );
}

function Absent({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (apiErrorOf(error).kind !== 'missing') return <ErrorNotice error={error} onRetry={onRetry} />;
  return (
    <div className={classes.absent}>
      <h1>{words.song.missing}</h1>
      <p>{words.song.missingLead}</p>
      <Button variant="filled" size="md" onClick={() => navigate(LIBRARY_PATHS.songs)}>
        {words.song.back}
      </Button>
    </div>
  );
}

function Portrait({ song }: { song: LibrarySongDetail }) {
  const { artist, albumArtist, album, year, track } = song;
  const by = artist ?? albumArtist;
  const rest = [
    ...(year === null ? [] : [String(year)]),
    ...(track === null ? [] : [words.song.track(track)]),
  ];
  const tint = { '--tint': song.unsure ? 'var(--wave)' : genreFill(song.genre) } as CSSProperties;
  return (
    <article className={classes.portrait} style={tint}>
      <div className={classes.top}>
        <div className={classes.cover}>
          <Cover song={song} />
        </div>
        <div className={classes.words}>
          <h1 className={classes.title}>{titleOf(song)}</h1>
          <p className={classes.by}>
            {by ? <Link href={songsAddress('artist', by)}>{by}</Link> : artistOf(song)}
            {album && (
              <>
                {' · '}
                <Link href={songsAddress('album', album)}>{album}</Link>
              </>
            )}
            {rest.length > 0 && ` · ${rest.join(' · ')}`}
          </p>
          <SongVerdict song={song} />
          <Actions song={song} />
        </div>
      </div>
      <SongDescription song={song} />
      <SongFacts song={song} />
    </article>
  );
}

function Actions({ song }: { song: LibrarySongDetail }) {
  const { song: current, status } = useStore(player.state);
  const { entries } = useStore(playlist.state);
  const [fetching, setFetching] = useState(false);
  const [error, setError] = useState<unknown>();
  const plays = current?.id === song.id && (status === 'playing' || status === 'loading');
  const isAdded = entries.some((entry) => entry.song.id === song.id);
  const listen = async () => {
    setFetching(true);
    setError(undefined);
    try {
      addAndShow([await getAudio(song)]);
      player.stop();
      navigate(PATHS.listen);
    } catch (error) {
      setError(error);
      setFetching(false);
    }
  };
  return (
    <>
      <div className={classes.actions}>
        <Button
          variant="filled"
          size="md"
          leftSection={plays ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
          onClick={() => player.toggle(song)}
        >
          {plays ? words.song.pause : words.song.play}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={isAdded ? <IconCheck size={18} /> : <IconPlaylistAdd size={18} />}
          onClick={() => playlist.add([song])}
        >
          {isAdded ? words.song.added : words.song.add}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={<IconWand size={18} />}
          onClick={() => navigate(seedsAddress([song.id]))}
        >
          {words.song.similarList}
        </Button>
        <Button
          size="md"
          variant="subtle"
          leftSection={<IconHeadphones size={18} />}
          disabled={fetching}
          onClick={() => void listen()}
        >
          {fetching ? words.song.listening : words.song.listen}
        </Button>
      </div>
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}
