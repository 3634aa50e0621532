import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceSettings } from '../../src/sources/settings.ts';
import { song } from './hostile-files.ts';
import { answerJson, type Handler, openWebServer, type WebServer } from './web-server.ts';

export const YT_DLP = fileURLToPath(new URL('./yt-dlp.js', import.meta.url));
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const MP3 = readFileSync(new URL('../fixtures/audio/constant.mp3', import.meta.url));

/** Every source as a server on this machine that speaks their documented protocols. */
export interface SongSources extends WebServer {
  /** Settings under which all of them are on and lead here. */
  readonly settings: SourceSettings;
  /** Lets a source answer otherwise, until `recover`. */
  disturb(source: SourceName, handler: Handler): void;
  recover(): void;
}

export type SourceName = 'itunes' | 'deezer' | 'archive' | 'jamendo';

/** Sources by path; `/files/` are files of them all. */
const PATHS: readonly (readonly [SourceName, RegExp])[] = [
  ['itunes', /^\/search\?term=|^\/lookup\?/],
  ['deezer', /^\/search\?q=|^\/track\//],
  ['archive', /^\/advancedsearch\.php\?|^\/metadata\//],
  ['jamendo', /^\/v3\.0\/tracks\//],
];

export async function openSongSources(): Promise<SongSources> {
  const disturbed = new Map<SourceName, Handler>();
  const server = await openWebServer((request, response) => {
    const name = PATHS.find(([, path]) => path.test(request.url!))?.[0];
    const handle = name === undefined ? serveFile : (disturbed.get(name) ?? ANSWERS[name]);
    handle(request, response);
  });
  const { origin } = server;
  return {
    ...server,
    settings: {
      endpoints: { itunes: origin, deezer: origin, archive: origin, jamendo: origin },
      jamendo: { clientId: 'c0ffee' },
      youtube: { ytDlp: YT_DLP },
    },
    disturb: (source, handler) => disturbed.set(source, handler),
    recover: () => disturbed.clear(),
  };
}

const ANSWERS: Record<SourceName, Handler> = {
  itunes(request, response) {
    const { origin, query } = partsOf(request);
    const track = {
      wrapperType: 'track',
      kind: 'song',
      trackId: 111,
      trackName: 'Blue in Green',
      artistName: 'The Trio',
      previewUrl: `${origin}/files/song.wav`,
      trackViewUrl: 'https://music.apple.com/us/album/1?i=111',
      artworkUrl100: `${origin}/files/100x100bb.png`,
      trackTimeMillis: 337_000,
    };
    const results = [track, { ...track, trackId: 112, trackName: 'No preview', previewUrl: undefined }];
    const known = query.get('term') === 'nothing' ? [] : results;
    const asked = query.has('id')
      ? results.filter(({ trackId }) => String(trackId) === query.get('id'))
      : known;
    answerJson(response, { resultCount: asked.length, results: asked });
  },
  deezer(request, response) {
    const { origin, path, query } = partsOf(request);
    const track = {
      id: 222,
      title: 'Harder\u0007 <b>Better</b>',
      link: 'javascript:alert(1)',
      duration: 224,
      preview: `${origin}/files/song.mp3`,
      artist: { id: 27, name: 'Two Robots' },
      album: { cover_medium: `${origin}/files/cover.png` },
      type: 'track',
    };
    if (path.startsWith('/track/') && path !== '/track/222')
      return answerJson(response, { error: { type: 'DataException', message: 'no data', code: 800 } });
    if (path === '/track/222') return answerJson(response, track);
    answerJson(response, query.get('q') === 'nothing' ? { data: [], total: 0 } : { data: [track], total: 1 });
  },
  archive(request, response) {
    const { path, query } = partsOf(request);
    const item = { identifier: 'gd77-05-08', title: 'Live at the Hall', creator: ['The Band', 'Friends'] };
    if (path === '/metadata/gd77-05-08') {
      const files = [
        { name: 'cover.jpg', format: 'JPEG' },
        { name: 'disc 1/02 Second.mp3', title: 'Second', length: '61.5' },
        { name: 'disc 1/01 First.mp3', title: 'First', length: '3:05' },
        { name: '01 First.flac', length: '185' },
      ];
      return answerJson(response, { metadata: { ...item, mediatype: 'audio' }, files });
    }
    if (path.startsWith('/metadata/')) return answerJson(response, {});
    const docs = query.get('q')!.startsWith('(nothing)') ? [] : [item, { identifier: 'untitled' }];
    answerJson(response, {
      responseHeader: { status: 0 },
      response: { numFound: docs.length, start: 0, docs },
    });
  },
  jamendo(request, response) {
    const { origin, query } = partsOf(request);
    const track = {
      id: '333',
      name: 'Common',
      duration: 180,
      artist_name: 'The Creatives',
      image: `${origin}/files/cover.png`,
      audio: `${origin}/files/song.wav`,
      shareurl: 'https://www.jamendo.com/track/333',
    };
    const headers = { status: 'success', code: 0, error_message: '', warnings: '', results_count: 1 };
    if (query.get('client_id') !== 'c0ffee') {
      const failed = {
        ...headers,
        status: 'failed',
        code: 5,
        error_message: 'Your credential is not authorized.',
      };
      return answerJson(response, { headers: failed, results: [] });
    }
    const found = query.get('search') === 'nothing' || (query.get('id') ?? '333') !== '333' ? [] : [track];
    answerJson(response, { headers, results: found });
  },
};

const serveFile: Handler = (request, response) => {
  const { path } = partsOf(request);
  if (path.endsWith('.wav')) response.writeHead(200, { 'content-type': 'audio/wav' }).end(song(5));
  else if (path.endsWith('.mp3')) response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(MP3);
  else if (path.endsWith('.html'))
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Login</h1>');
  else if (/\.png$|^\/services\/img\//.test(path))
    response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL);
  else response.writeHead(404).end();
};

function partsOf(request: Parameters<Handler>[0]) {
  const { searchParams, pathname } = new URL(request.url!, 'http://here');
  return { origin: `http://${request.headers.host}`, path: pathname, query: searchParams };
}
