/** Web pages about songs, which people paste where a sound file is expected. */
import { TonearmError } from '../errors.ts';

/** Page of a known service. */
export interface PageLink {
  /** Title of the service. */
  readonly title: string;
  /** Song at one of our sources, if the page is one song's. */
  readonly song?: { readonly source: string; readonly id: string };
  /** Remedy if it cannot be fetched. */
  readonly remedy: string;
}

interface Service {
  readonly title: string;
  readonly hosts: RegExp;
  /** Source with the same songs under the same ids. */
  readonly source?: string;
  idOf?(url: URL): string | undefined;
  readonly remedy: string;
}

const BY_NAME = 'Search for the song by its name, or give the file itself.';

const SERVICES: readonly Service[] = [
  {
    title: 'YouTube',
    hosts: /^((www|m|music)\.)?youtube\.com$|^youtu\.be$/,
    source: 'youtube',
    idOf: ({ hostname, pathname, searchParams }) =>
      hostname === 'youtu.be'
        ? pathname.slice(1)
        : (searchParams.get('v') ?? /^\/(?:shorts|live|embed)\/([^/]+)/.exec(pathname)?.[1]),
    remedy: `${BY_NAME} Who runs Tonearm can let it ask YouTube by yt-dlp (youtube.ytDlp in the settings of sources).`,
  },
  {
    title: 'Spotify',
    hosts: /^(open|play)\.spotify\.com$|^spotify\.link$/,
    remedy: `Only its own players get its sound. ${BY_NAME}`,
  },
  {
    title: 'Apple Music',
    hosts: /^((geo|embed)\.)?(music|itunes)\.apple\.com$/,
    source: 'itunes',
    idOf: ({ pathname, searchParams }) =>
      searchParams.get('i') ?? /\/song\/(?:[^/]+\/)?(\d+)$/.exec(pathname)?.[1],
    remedy: `A link to one song (not to an album or a playlist) gives its preview, where iTunes is a source. ${BY_NAME}`,
  },
  {
    title: 'Deezer',
    hosts: /^(www\.)?deezer\.com$/,
    source: 'deezer',
    idOf: ({ pathname }) => /\/track\/(\d+)$/.exec(pathname)?.[1],
    remedy: `A link to one song gives its preview, where Deezer is a source. ${BY_NAME}`,
  },
];

/** Known service of an address; undefined for any that may be a file. */
export function pageLinkOf(address: string): PageLink | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const service = SERVICES.find(({ hosts }) => hosts.test(url.hostname));
  if (!service) return undefined;
  const { title, source, remedy } = service;
  const id = service.idOf?.(url);
  return { title, remedy, ...(source !== undefined && id && { song: { source, id } }) };
}

/** Error of a page that cannot be fetched. */
export function refusalOf({ title, remedy }: PageLink): TonearmError {
  return new TonearmError(
    'bad-request',
    `A link to ${title} leads to a page, not to a file of sound. ${remedy}`,
  );
}
