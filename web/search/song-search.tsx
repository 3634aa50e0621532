import { type FocusEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { SourceList } from '../../src/server/sources-schema.ts';
import { IconSearch, IconX } from '../icons/icons.ts';
import { words } from '../language/en/search.ts';
import { useOnline } from '../shell/use-online.ts';
import type { FoundSong } from './search-api.ts';
import { detailOf, SongCard } from './song-card.tsx';
import classes from './song-search.module.css';
import { SourceNotes } from './source-notes.tsx';
import { answerOf, type SearchState, useSearch, useSources } from './use-search.ts';

/** Finds songs elsewhere, by name or address, while one types. */
export function SongSearch({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const state = useSearch(text, useOnline());
  const sources = useSources(open);
  const input = useRef<HTMLInputElement>(null);
  const whole = useRef<HTMLElement>(null);
  const panel = useId();
  const shown = open && state.kind !== 'idle';
  const clear = () => {
    setText('');
    input.current?.focus();
  };
  // Escape first closes the results, then clears the text.
  const leave = () => {
    if (!shown) return clear();
    input.current?.focus();
    setOpen(false);
  };
  const closeOutside = ({ currentTarget, relatedTarget }: FocusEvent) => {
    // Without a related target the focus was lost; `usePressOutside` handles clicks.
    if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
  };
  usePressOutside(whole, shown, () => setOpen(false));
  const take = (file: File) => {
    onFiles([file]);
    setText('');
  };
  return (
    <search
      ref={whole}
      className={classes.search}
      onFocus={() => setOpen(true)}
      onBlur={closeOutside}
      onKeyDown={({ key }) => key === 'Escape' && leave()}
    >
      <SearchField
        input={input}
        text={text}
        panel={shown ? panel : undefined}
        onText={setText}
        onOpen={() => setOpen(true)}
        onClear={clear}
      />
      {shown && (
        // The panel is focusable, so that a click between the cards does not close it.
        <section id={panel} className={classes.panel} aria-label={words.found} tabIndex={-1}>
          <Found state={state} sources={sources} onSong={take} onTracks={setText} />
          {sources && <SourceNotes list={sources} />}
        </section>
      )}
    </search>
  );
}

interface SearchFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  /** Id of what was found; undefined while it is not shown. */
  readonly panel: string | undefined;
  readonly onText: (text: string) => void;
  readonly onOpen: () => void;
  readonly onClear: () => void;
}

function SearchField({ input, text, panel, onText, onOpen, onClear }: SearchFieldProps) {
  return (
    <div className={classes.field}>
      <IconSearch size={20} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        maxLength={2000}
        value={text}
        aria-label={words.label}
        aria-controls={panel}
        placeholder={words.placeholder}
        onClick={onOpen}
        onChange={(event) => {
          onText(event.currentTarget.value);
          onOpen();
        }}
      />
      {text && (
        <button type="button" className={classes.clear} aria-label={words.clear} onClick={onClear}>
          <IconX size={18} />
        </button>
      )}
    </div>
  );
}

/** Tells when a pointer presses outside of an element, while that matters. */
function usePressOutside(whole: RefObject<HTMLElement | null>, matters: boolean, onPress: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it does stays the same.
  useEffect(() => {
    if (!matters) return;
    const close = ({ target }: PointerEvent) => {
      if (!whole.current?.contains(target as Node)) onPress();
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [matters]);
}

interface FoundProps {
  readonly state: SearchState;
  readonly sources: SourceList | undefined;
  readonly onSong: (file: File) => void;
  /** Gets what to search for to see the tracks of an album. */
  readonly onTracks: (query: string) => void;
}

function Found({ state, sources, onSong, onTracks }: FoundProps) {
  const answer = answerOf(state);
  const errors = answer?.outcomes.flatMap(({ message }) => message ?? []) ?? [];
  const titleOf = (name: string) => sources?.sources.find((source) => source.name === name)?.title ?? name;
  return (
    <>
      <p className={classes.status} role="status">
        {inWords(state)}
      </p>
      <ul className={classes.songs} aria-busy={state.kind === 'searching'}>
        {state.kind === 'address' && <AddressCard key={state.url} url={state.url} onSong={onSong} />}
        {answer?.songs.map((song) => (
          <FoundCard
            key={`${song.source} ${song.id}`}
            song={song}
            source={titleOf(song.source)}
            onSong={onSong}
            onTracks={onTracks}
          />
        ))}
      </ul>
      {errors.map((message) => (
        <p key={message} className={classes.error}>
          {message}
        </p>
      ))}
    </>
  );
}

function FoundCard({
  song,
  source,
  onSong,
  onTracks,
}: {
  song: FoundSong;
  source: string;
  onSong: (file: File) => void;
  onTracks: (query: string) => void;
}) {
  const { pageUrl, extent, tracks } = song;
  return (
    <SongCard
      address={{ source: song.source, id: song.id }}
      title={song.artist ? `${song.artist} - ${song.title}` : song.title}
      detail={detailOf(song, source)}
      thumbnail={song.thumbnail}
      origin={pageUrl === null ? null : { source, pageUrl, extent }}
      onSong={onSong}
      onTracks={tracks === undefined ? undefined : () => onTracks(tracks)}
    />
  );
}

function AddressCard({ url, onSong }: { url: string; onSong: (file: File) => void }) {
  const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: url, pathname: '' };
  const name =
    pathname
      .split('/')
      .at(-1)
      ?.replace(/\.\w{1,5}$/, '') || hostname;
  return (
    <SongCard
      address={{ url }}
      title={name}
      detail={words.address}
      thumbnail={null}
      origin={{ source: hostname, pageUrl: url, extent: 'full' }}
      onSong={onSong}
    />
  );
}

function inWords(state: SearchState): string {
  if (state.kind === 'searching') return words.searching;
  if (state.kind === 'failed') return words.unreachable;
  if (state.kind === 'offline') return words.offline;
  if (state.kind !== 'found') return '';
  const { songs, outcomes } = state.answer;
  if (songs.length > 0) return words.count(songs.length);
  return outcomes.some(({ message }) => message === null) ? words.nothing : words.noneAnswered;
}
