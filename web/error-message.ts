/** Errors in words for people: what happened, and what to do. Pure; workers use it too. */
import type { ErrorCode } from '../src/errors.ts';
import { isTranslated, spoken } from './language/spoken.ts';

export const FORMATS_IN_WORDS = 'mp3, flac, wav, ogg, opus, m4a, aac, webm, mka, aiff, au';

export const sentences = spoken('errors', {
  'unsupported-format': `This is no song in a format that is read here, whatever its name says: ${FORMATS_IN_WORDS}. If it is music, save it as one of these and try that.`,
  'broken-audio':
    'It begins like a song, but what follows cannot be read. Copy or download the file once more and try again.',
  'too-short': 'There are less than three seconds of sound in it. Choose a longer piece.',
  silent: 'There is next to no sound in it. Check how it was recorded, or choose another file.',
  'too-large': 'It is larger than this server takes. This browser can hear it instead.',
  'too-long':
    'It is longer than what is heard here. Take a part of it, or an hour instead of the whole night.',
  'bad-request':
    'The server did not understand this page. Load the page again: it may be older than the server.',
  'bad-model': 'The model cannot be used here. Choose another one, or ask whoever runs this server.',
  'not-found': 'It is no longer there. Load the page again to see what is.',
  'timed-out': 'It took longer than the server allows. Try again, or hear it in this browser.',
  busy: 'Others are being heard just now. Try again in a moment.',
  'source-failed':
    'The place where the song is kept gave no usable answer. Try again later, or choose another one.',
  cancelled: 'It was called off before the end. Try again whenever you like.',
  internal:
    'Something went wrong here, and it is not your file. Try again; if it stays so, please report it.',
  unknown: 'The server would not do this. Load the page again and try once more.',
} satisfies Record<ErrorCode | 'unknown', string>);

/** True of whatever has the code, though the message may be more exact. */
const TELLING: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['unsupported-format', 'broken-audio', 'too-short', 'silent', 'too-large', 'too-long'] as const),
  ...(['bad-model', 'not-found', 'timed-out', 'source-failed', 'cancelled'] as const),
]);

/** Refusals of a song while others are heard: in another language their code tells enough. */
const CROWDED =
  /^(Every place in the queue is taken|Too many songs are being sent|There is no room for more songs)\./;

/**
 * A message that is a check's ("Expected a song, got a letter.") becomes the sentence of its code; others, which
 * were written for people, stay in English, which they are in; in another language, what their code tells is said.
 */
export function errorMessage(code: string | undefined, message: string): string {
  const isForPeople = message !== '' && !/^Expected\b/.test(message);
  if (isForPeople && !(isTranslated() && (TELLING.has(code ?? '') || CROWDED.test(message)))) return message;
  return sentences[code as ErrorCode] ?? sentences.unknown;
}
