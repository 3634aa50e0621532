/** Servers that are away, slow, something else, or lie: each is said in a sentence that names the server. */
import { afterEach, expect, test } from 'vitest';
import { answerJson, type Handler, openWebServer, type WebServer } from '../../test/support/web-server.ts';
import { openServer } from './open-server.ts';
import { ServerConnection } from './server-connection.ts';

let server: WebServer | undefined;

afterEach(() => server?.close());

async function refusal(
  handle: Handler,
  kind: 'subsonic' | 'jellyfin' = 'subsonic',
  seconds = 20,
): Promise<string> {
  server = await openWebServer(handle);
  const asked = openServer(kind, server.origin, { user: 'me', secret: 'hidden' }, seconds).check();
  const error = await asked.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error?.message).toContain(server.origin);
  expect(JSON.stringify(error)).not.toContain('hidden');
  return error.message;
}

const answer = (inside: object) => (_: unknown, response: Parameters<Handler>[1]) =>
  answerJson(response, { 'subsonic-response': inside });

test.each<[string, Handler, string]>([
  [
    'a page',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'answered with a page',
  ],
  ['a locked door', (_, response) => response.writeHead(401).end(), 'refuses who asks'],
  ['nothing there', (_, response) => response.writeHead(404).end('no'), 'nothing at that address'],
  ['too much to do', (_, response) => response.writeHead(503).end(), 'is busy'],
  ['a fault', (_, response) => response.writeHead(500).end(), 'status 500'],
  ['half a sentence', (_, response) => response.end('{"subsonic-'), 'no data'],
  ['a hang-up', ({ socket }) => socket.destroy(), 'cannot be reached'],
  ['another shape', (_, response) => answerJson(response, { hello: 1 }), 'in its known form'],
  [
    'a wrong password',
    answer({ status: 'failed', error: { code: 40, message: 'Wrong' } }),
    'Check the user name and the password',
  ],
  [
    'an error of its own',
    answer({ status: 'failed', error: { code: 0, message: 'Full moon' } }),
    'Full moon',
  ],
])('a server that answers with %s', async (_, handle, words) => {
  expect(await refusal(handle)).toContain(words);
});

test('a server that answers with silence', async () => {
  expect(await refusal(() => {}, 'subsonic', 0.5)).toContain('did not answer within 0.5 seconds');
});

test('a server that is not there', async () => {
  const gone = await openWebServer(() => {});
  await gone.close();
  const asked = openServer('subsonic', gone.origin, { user: 'me', secret: 'hidden' }).check();
  await expect(asked).rejects.toThrow(`${gone.origin} cannot be reached. Is the server running`);
});

test('a server that sends one on is not followed, to whichever address', async () => {
  const inner = await openWebServer((_, response) => response.end('{}'));
  const message = await refusal((_, response) => response.writeHead(302, { location: inner.origin }).end());
  expect(message).toContain(`sends one on to ${inner.origin}`);
  expect(inner.asked).toEqual([]);
  await inner.close();
});

test('Jellyfin without such a user', async () => {
  const users = [{ Id: '1', Name: 'somebody' }];
  expect(await refusal((_, response) => answerJson(response, users), 'jellyfin')).toContain(
    'has no user "me"',
  );
});

test('a server that tells the same page for ever ends all the same', async () => {
  const song = { id: '1', title: 'One' };
  server = await openWebServer(answer({ status: 'ok', searchResult3: { song: [song] } }));
  const pages: string[][] = [];
  for await (const page of openServer('subsonic', server.origin, { user: 'me', secret: 's' }).items())
    pages.push(page.map(({ id }) => id));
  expect(pages).toEqual([['1']]);
});

test.each(['nas:4533', 'ftp://nas', 'http://me:secret@nas', 'http://nas?x=1', ''])(
  '%j is no address',
  (address) => {
    expect(() => new ServerConnection(address)).toThrow('Expected the address of a server');
  },
);

test('what is asked of Jellyfin is what its interface documents', async () => {
  const audio = {
    Id: 'a1',
    Name: 'One',
    Path: '/m/one.mp3',
    Artists: ['Ünder'],
    Album: null,
    RunTimeTicks: 2e9,
  };
  const bodies: string[] = [];
  server = await openWebServer((request, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url!, 'http://x');
      if (pathname === '/Users') return answerJson(response, [{ Id: 'u1', Name: 'Me' }]);
      if (pathname === '/Playlists') return answerJson(response, { Id: 'p1' });
      if (request.method === 'POST') return response.writeHead(204).end();
      const kind = searchParams.get('IncludeItemTypes');
      const first = searchParams.get('StartIndex') === '0';
      return answerJson(response, { Items: kind === 'Audio' && !first ? [] : [audio] });
    });
  });
  const jellyfin = openServer('jellyfin', server.origin, { user: 'me', secret: 'a key' });
  for await (const page of jellyfin.items())
    expect(page).toEqual([
      { id: 'a1', path: '/m/one.mp3', title: 'One', artist: 'Ünder', album: '', seconds: 200 },
    ]);
  expect(server.last().headers.authorization).toContain('Token="a%20key"');
  expect(await jellyfin.createPlaylist('Mine', ['a1'])).toBe('p1');
  await jellyfin.replacePlaylist('p1', 'Mine', ['a1', 'a2']);
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    { Name: 'Mine', Ids: ['a1'], UserId: 'u1', MediaType: 'Audio' },
    { Name: 'Mine', Ids: ['a1', 'a2'] },
  ]);
  expect(await jellyfin.playlistItems('p1')).toEqual(['a1']);
  expect(await jellyfin.playlists()).toEqual([{ id: 'a1', title: 'One' }]);
});
