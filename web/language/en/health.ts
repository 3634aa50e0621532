/** Words of the page that says how the server is. */
import { number } from '../language.ts';
import { spoken } from '../spoken.ts';

export const words = spoken('health', {
  asking: 'Asking the server',
  title: {
    ok: 'All is well',
    degraded: 'No model to listen with',
    away: 'The server does not answer',
    locked: 'The server is locked',
  },
  lead: {
    ok: (version: string, span: string) => `Tonearm ${version} has been running for ${span}.`,
    degraded: (version: string, span: string) =>
      `Tonearm ${version} has been running for ${span}, but has no model that it can use. The log says why.`,
    locked: 'It asks for the access token that it printed when it started. Load this page again to give it.',
    away: 'Perhaps it was stopped, or the connection broke. It is asked again every few seconds; this browser can listen meanwhile.',
  },
  days: (count: number) => `${number(count)} days`,
  listeners: {
    title: 'Listeners',
    resting: (total: number) => (total === 1 ? 'It rests.' : 'All rest.'),
    busy: (busy: number, total: number) =>
      `${number(busy)} of ${number(total)} ${busy === 1 ? 'hears' : 'hear'} a song.`,
  },
  queue: {
    title: 'Waiting',
    none: 'Nobody waits.',
    room: (songs: number) => `Room for ${number(songs)}${songs === 1 ? ' song' : ' songs'}.`,
    full: 'Full: whoever comes now is asked to come later.',
  },
  models: {
    title: 'Models',
    byDefault: (name: string) => `${name} answers unless another is asked.`,
    none: 'Songs cannot be heard here.',
    unusable: (count: number) =>
      count === 1 ? '1 file could not be used.' : `${count} files could not be used.`,
    open: 'See them',
  },
  library: {
    title: 'Library',
    none: 'None',
    noneNote: 'Started without folders of music.',
    songs: (count: number) => (count === 1 ? 'song' : 'songs'),
    scanning: 'Scanning for more.',
    rest: 'No scan is running.',
    open: 'Open it',
  },
  memory: {
    title: 'Memory',
    note: 'The server’s own process, without its listeners.',
    megabytes: (bytes: number) => number(Math.round(bytes / 1e6)),
    unit: 'MB',
  },
  browser: {
    title: 'This browser',
    ready: 'Ready',
    readyNote: 'Its listener is kept here: songs can be heard offline.',
    online: 'Online',
    onlineNote: 'It fetches its listener (about 10 MB) when first used.',
    offline: 'Offline',
    offlineNote: 'Its listener was never fetched.',
  },
  asJson: 'The same for programs',
  api: 'API docs',
} as const);
