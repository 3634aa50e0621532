import { useEffect, useRef, useState } from 'react';
import { TonearmError } from '../../src/errors.ts';
import type { SongAddress } from '../../src/server/sources-schema.ts';
import { errorMessage } from '../error-message.ts';
import { words } from '../language/en/search.ts';
import { isTranslated } from '../language/spoken.ts';
import { fetchSong } from './search-api.ts';

export interface FetchedSong {
  readonly fetching: boolean;
  readonly playing: boolean;
  /** Error message for people. */
  readonly error: string | undefined;
  /** The file, fetched once for hearing and for analysis; undefined where that failed. */
  readonly get: () => Promise<File | undefined>;
  readonly togglePlay: () => void;
}

/** One song plays at a time. */
let stopOther: (() => void) | undefined;

/** The server's refusal of an address that leads to a page of a known service. */
const PAGE_LINK = /^A link to (.+?) leads to a page/;

function inWords(error: unknown): string {
  if (!(error instanceof TonearmError)) return words.unreachable;
  if (error.code === 'bad-request' && error.message.startsWith('Expected')) return words.refused;
  const page = PAGE_LINK.exec(error.message)?.[1];
  return page !== undefined && isTranslated() ? words.page(page) : errorMessage(error.code, error.message);
}

export function useFetchedSong(address: SongAddress, name: string): FetchedSong {
  const [state, setState] = useState({ fetching: false, playing: false, error: '' });
  const gone = useRef(new AbortController());
  const file = useRef<Promise<File>>(undefined);
  const stopPlaying = useRef<() => void>(undefined);
  useEffect(() => {
    gone.current = new AbortController();
    return () => {
      gone.current.abort();
      stopPlaying.current?.();
    };
  }, []);
  const change = (changes: Partial<typeof state>) => setState((old) => ({ ...old, ...changes }));

  const get = async () => {
    change({ fetching: true, error: '' });
    try {
      file.current ??= fetchSong(address, name, gone.current.signal);
      return await file.current;
    } catch (error) {
      file.current = undefined;
      if (!gone.current.signal.aborted) change({ error: inWords(error) });
      return undefined;
    } finally {
      change({ fetching: false });
    }
  };

  const play = async () => {
    const sound = await get();
    if (!sound || gone.current.signal.aborted) return;
    stopOther?.();
    const url = URL.createObjectURL(sound);
    const audio = new Audio(url);
    const stop = () => {
      audio.pause();
      URL.revokeObjectURL(url);
      change({ playing: false });
      stopPlaying.current = undefined;
    };
    audio.onended = stop;
    stopPlaying.current = stop;
    stopOther = stop;
    change({ playing: true });
    await audio.play().catch(() => {
      stop();
      change({ error: words.unplayable });
    });
  };

  return {
    ...state,
    error: state.error || undefined,
    get,
    togglePlay: () => (stopPlaying.current ? stopPlaying.current() : void play()),
  };
}
