/** Words of recording. */

import type { EngineName } from '../../engine/engine.ts';
import { MAX_SECONDS, MIN_SECONDS } from '../../microphone/take.ts';
import type { MicrophoneError } from '../../microphone/use-recorder.ts';
import { spoken } from '../spoken.ts';

interface MicrophoneErrorWords {
  readonly title: string;
  readonly detail: string;
}

export const words = spoken('microphone', {
  title: { asking: 'May I listen?', recording: 'Listening along' },
  asking:
    'Your browser asks whether this page may use the microphone. Nothing is recorded before you say yes.',
  hint: {
    browser: 'Hold it towards the music. What it hears stays on this device.',
    server: 'Hold it towards the music. What it hears is heard on this server, and deleted.',
  } satisfies Record<EngineName, string>,
  soFar: 'So far:',
  firstAnswer: 'The first answer comes after a few seconds.',
  silent: 'Nothing is coming in. Is the microphone muted, or the music very soft?',
  left: 'seconds left',
  level: 'Level of the microphone',
  finish: 'Name the genre',
  finishFrom: (seconds: number) => (seconds === 1 ? '1 more second' : `${seconds} more seconds`),
  cancel: 'Cancel',
  close: 'Close',
  again: 'Try again',
  started: `Recording. ${MIN_SECONDS} seconds are enough, ${MAX_SECONDS} are the most.`,
  enough: 'Enough to tell. Finish whenever you like.',
  error: {
    denied: {
      title: 'The microphone is blocked',
      detail:
        'This page was not allowed to use it. Allow it beside the address, or in the settings of your browser, and try again.',
    },
    missing: {
      title: 'No microphone found',
      detail: 'Plug one in, or switch it on, and try again. A song as a file works without one.',
    },
    insecure: {
      title: 'Not over this connection',
      detail:
        'Browsers lend the microphone to pages over https, or from this very machine. Ask whoever runs this server for an https address.',
    },
    broken: {
      title: 'The microphone did not start',
      detail: 'Perhaps another program is using it. Close that, and try again.',
    },
  } satisfies Record<MicrophoneError, MicrophoneErrorWords>,
} as const);
