/** Every word on the page is in these files. English; other languages are in `language/`, in the same shape. */

import type { Warning } from '../../../src/audio/warning.ts';
import { stepsOf } from '../../../src/classify/levels.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import type { EngineName } from '../../engine/engine.ts';
import { FORMATS_IN_WORDS } from '../../error-message.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import { dateText, percentText } from '../language.ts';
import { spoken } from '../spoken.ts';

/** Display name of a genre; of a genre with levels, its path. */
export function genreName(genre: string): string {
  return stepsOf(genre)
    .map((step) => strings.genre(step))
    .join(' › ');
}

/** Display name of the narrowest level, for narrow places. */
export function leafName(genre: string): string {
  return strings.genre(stepsOf(genre).at(-1) ?? genre);
}

/** Whole percent; what is above nothing is never shown as 0, what is below certainty never as 100. */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.005) return `<${percentText(1)}`;
  if (probability < 1 && probability > 0.995) return `>${percentText(99)}`;
  return percentText(Math.round(100 * probability));
}

export const strings = spoken('main', {
  name: 'Tonearm',
  language: 'Language',
  /** Said of languages that are not the authors' own. */
  translatedBy: '',
  /** Display name of one of the ten genres; others are shown as they are. */
  genre: (genre: string) => (genre === 'hiphop' ? 'hip-hop' : genre),
  title: 'Tonearm: a song in, its genre out',
  pageTitle: (title: string) => `${title} · Tonearm`,
  nav: {
    label: 'Main',
    listen: 'Listen',
    library: 'Library',
    how: 'How it works',
    models: 'Models',
    about: 'About',
    skip: 'Skip to the content',
  },
  theme: { toDark: 'Switch to dark', toLight: 'Switch to light' },
  hero: {
    title: 'What does it sound like?',
    lead: 'Put on a song. Tonearm listens along all of its length, names the genre, and tells you how sure it is. When it cannot tell, it says so.',
    choose: 'Choose songs',
    folder: 'Choose a folder',
    record: 'Record',
    anywhere: 'or drop them on the record, or anywhere on this page',
    put: 'Put a song on',
    knows: 'Ten genres',
    formats: `${FORMATS_IN_WORDS}. From 3 seconds to 3 hours.`,
  },
  examples: {
    lead: 'No song at hand? Try one of ours, played by Tonearm’s own synthesiser:',
    making: 'Playing it',
    failed: 'The example could not be made. Load the page again and try once more.',
    title: { 'slow-water': 'Slow Water', 'night-bus': 'Night Bus', 'two-rooms': 'Two Rooms' },
  },
  drop: { title: 'Drop it', hint: 'Songs or whole folders' },
  add: { more: 'Add songs', folder: 'Add a folder', record: 'Record from the microphone' },
  engine: {
    label: 'Where to listen',
    name: { server: 'On this server', browser: 'In this browser' } satisfies Record<EngineName, string>,
    model: 'Heard by',
    usual: 'the usual model',
    own: (madeAt: string) =>
      `your model of ${dateText(new Date(madeAt), { day: 'numeric', month: 'long', year: 'numeric' })}`,
    note: {
      server: 'The song is sent to this server, heard, and deleted.',
      browser: 'Nothing leaves this device. The first song fetches the listener (about 10 MB).',
    } satisfies Record<EngineName, string>,
    chosen: {
      server: 'Chosen because it spares this device.',
      browser: 'Chosen because this device is able to.',
    } satisfies Record<EngineName, string>,
  },
  offline: 'You are offline, and this server out of reach. Songs can be heard here instead.',
  leftOut: (names: readonly string[]) =>
    names.length === 1
      ? `Left out ${names[0]}: not a song.`
      : `Left out ${names.length} files that are not songs.`,
  dismiss: 'Dismiss',
  queue: {
    label: 'Songs',
    heard: (done: number, all: number, failed: number) => {
      const counted = done === all ? `${all - failed} done` : `${done - failed} of ${all} done`;
      return failed === 0 ? counted : `${counted}, ${failed} failed`;
    },
    clear: 'Clear',
    cancelAll: 'Cancel all',
    cleared: (songs: number) =>
      songs === 1 ? '1 song taken off the list.' : `${songs} songs taken off the list.`,
    undo: 'Undo',
    retryAll: (songs: number) => `Try ${songs} again`,
    waiting: 'Waiting',
    uploading: (fraction: number) => `Sending ${Math.round(100 * fraction)}%`,
    listening: (seconds: number) => (seconds > 0 ? `Listening, ${clock(seconds)} heard` : 'Listening'),
    cancelled: 'Cancelled',
    cancel: (name: string) => `Cancel ${name}`,
    retry: (name: string) => `Hear ${name} again`,
    remove: (name: string) => `Remove ${name}`,
    done: (genre: string, probability: number) => `${genreName(genre)}, ${percent(probability)}`,
    unsure: (genre: string) => `Not sure, perhaps ${genreName(genre)}`,
    outside: 'None of these',
    said: (genre: string | null) => `You said: ${genre === null ? 'none of these' : genreName(genre)}`,
  },
  verdict: {
    sure: 'Quite sure',
    leaning: 'Leaning',
    unsure: 'Not sure',
    outside: 'None of these',
    unsureTitle: 'Could be',
    or: 'or',
    itIs: 'Correct the genre',
    said: 'You said so',
    train: 'Train from my library',
    heard: (genre: string, share: string) => `It heard ${genreName(genre)}, ${share}.`,
    heardOutside: 'It heard none of its genres.',
    meansSure: (p: number) => `Answers this sure are right about ${howOften(p)}.`,
    notSureWhich: (names: readonly string[]) => `Not sure which: ${names.join(' or ')}.`,
    meansSeveral: 'A song may have several genres: each stands for itself, with how sure it is.',
    meansUnsure:
      'Not enough to claim one, so this is a ranking. Songs between genres, and sounds unlike any that the model has heard, end up here.',
    meansOutside:
      'It sounds like none of the genres that this model knows. It learned to notice that from few songs, so it overlooks much of such music.',
  },
  pending: {
    waiting: 'Waiting for its turn',
    starts: 'It starts by itself when there is room.',
    uploading: 'Sending',
    listening: 'Listening',
    heard: (seconds: number) => `${clock(seconds)} heard so far`,
  },
  cancelled: { title: 'Cancelled', detail: 'This song was not heard to the end.' },
  failure: {
    retry: 'Try again',
    details: 'In detail',
    elsewhere: { server: 'Hear it in this browser', browser: 'Hear it on the server' } satisfies Record<
      EngineName,
      string
    >,
    title: (code: ErrorCode | 'unreachable') => FAILURE_TITLES[code],
    unreachable: {
      server: 'The server did not answer, or stopped in the middle. Your song is fine.',
      browser: 'The listener could not be fetched. Go online once, and it works offline afterwards.',
    } satisfies Record<EngineName, string>,
  },
  player: {
    play: 'Play',
    pause: 'Pause',
    position: 'Position in the song',
    at: (seconds: number, duration: number) => `${spokenTime(seconds)} of ${spokenTime(duration)}`,
    unplayable: 'This browser cannot play this kind of file. Its answer stands all the same.',
    tooLong: 'Too long to draw as a wave; it plays all the same.',
    course: 'Along the song',
    unheard: 'Faded: not heard',
    wave: 'Wave',
    spectrogram: 'Spectrogram',
    chroma: 'Chroma',
    drawing: 'Drawing the sound',
    undrawable: 'The sound could not be drawn in this browser.',
    hertz: (hertz: number) => (hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`),
    pictured: {
      spectrogram: 'Mel spectrogram: how strong each frequency is along the song',
      chroma: 'Chroma: how strong each pitch class is along the song',
    },
    view: 'View of the sound',
  },
  ranking: {
    title: 'Ranking',
    song: 'Whole song',
    moment: (seconds: number) => `At ${clock(seconds)}`,
    scope: 'Which part',
    more: 'All ten',
    fewer: 'Top five',
  },
  sound: {
    key: 'Key',
    keyName: (name: string) => name,
    mood: 'Mood',
    moods: { happy: 'Happy', tense: 'Tense', sad: 'Sad', calm: 'Calm' },
    hardToSay: 'Hard to say',
    feels: (valence: number, arousal: number) =>
      `${arousal > 0.5 ? 'excited' : 'relaxed'}, ${valence > 0.5 ? 'positive' : 'negative'}`,
    energy: 'Energy',
    ofTen: (share: number) => `${Math.round(10 * share)} of 10`,
    voice: 'Voice',
    sung: 'Sung',
    instrumental: 'Instrumental',
    voiceLikely: (share: string) => `a voice: ${share} likely`,
    loudness: 'Loudness',
    lufs: (lufs: number) => `${lufs.toFixed(1)} LUFS`,
    words: 'Sounds like',
    /** Word of the description model. */
    word: (word: string) => word,
    alsoHeard: (words: string) => `What is heard: ${words}.`,
  },
  facts: {
    title: 'About this answer',
    /** Said in other languages: in English the listener's own message is more exact. */
    warnings: {
      damaged: '',
      truncated: '',
      short: '',
      'partly-silent': '',
      clipped: '',
      'metadata-mismatch': '',
      'band-limited': '',
      'low-bitrate': '',
      'channels-cancel': '',
    } satisfies Record<Warning['code'], string>,
    duration: 'Length',
    heard: (seconds: number, passages: number) => `${clock(seconds)} of it heard, in ${passages} passages`,
    whole: 'Listen to all of it',
    tempo: 'Tempo',
    unknown: 'unknown',
    beats: (perMinute: number) => `${Math.round(perMinute)} beats a minute`,
    tempoElse: (others: readonly number[]) => `or ${others.map(Math.round).join(', ')}`,
    model: 'Model',
    engine: 'Heard',
    time: 'Took',
    decode: 'decoding',
    resample: 'resampling',
    features: 'features',
    infer: 'model',
    part: (name: string, ms: number) =>
      ms < 1000 ? `${name} ${Math.round(ms)}\u00a0ms` : `${name} ${(ms / 1000).toFixed(1)}\u00a0s`,
    download: 'Download JSON',
    share: 'Copy a link to it',
    shared: 'Link copied',
    address: 'Address of this answer',
    picture: 'Save as a picture',
    table: 'Download CSV',
    again: { server: 'Hear it in this browser too', browser: 'Hear it on the server too' } satisfies Record<
      EngineName,
      string
    >,
  },
  announce: {
    added: (count: number) => (count === 1 ? '1 song added.' : `${count} songs added.`),
    listening: (name: string) => `Listening to ${name}.`,
    failed: (name: string, title: string) => `${name}: ${title}.`,
    cancelled: (name: string) => `${name}: cancelled.`,
  },
  courseInWords: (parts: { genre: string; startSeconds: number; endSeconds: number }[]) =>
    parts
      .map((p) => `${genreName(p.genre)} from ${spokenTime(p.startSeconds)} to ${spokenTime(p.endSeconds)}`)
      .join(', '),
  missing: {
    title: 'Nothing in this groove',
    lead: 'There is no page at this address. The arm has run out to the label; pick a track.',
  },
  error: {
    title: 'This page did not load',
    lead: 'Perhaps the connection broke, or a new version of Tonearm came out meanwhile. Loading it again helps in both cases.',
    reload: 'Load again',
  },
  footer: {
    promise: 'Open source, MIT. No tracking, no account.',
    label: 'For operators and programs',
    api: 'API docs',
    health: 'Health',
  },
} as const);

const FAILURE_TITLES: Record<ErrorCode | 'unreachable', string> = {
  'unsupported-format': 'Not a song I can read',
  'broken-audio': 'The file is damaged',
  'too-short': 'Too short to tell',
  silent: 'Nothing to hear',
  'too-large': 'The file is too large',
  'too-long': 'The song is too long',
  'bad-request': 'The server did not understand',
  'bad-model': 'The model does not fit',
  'not-found': 'Not found',
  'timed-out': 'It took too long',
  busy: 'The server is full',
  'source-failed': 'The source did not answer',
  cancelled: 'Cancelled',
  internal: 'Something went wrong',
  unreachable: 'No answer',
};

/** Frequency in words, consistent with the figure beside it: "98%" is not "nine in ten". */
function howOften(probability: number): string {
  const hundreds = Math.round(100 * probability);
  if (hundreds >= 99) return '99 times in a hundred';
  if (hundreds > 92) return `${hundreds} times in a hundred`;
  return `${Math.max(1, Math.round(10 * probability))} times in ten`;
}
