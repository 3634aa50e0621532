/**
 * Service worker: the application opens, and analyses, without a network.
 *
 * Hashed files come from the cache, since their names change with their content. All else is requested from
 * the server first, so that nobody who is online sees an old page; the cache answers when the server does
 * not.
 */

/**
 * Filled in by the build: what every page needs, what listening in the browser needs on top, and the pages that are
 * documents of their own. Paths are seen from this file.
 */
const SHELL: readonly string[] = JSON.parse('__SHELL__');
const ENGINE: readonly string[] = JSON.parse('__ENGINE__');
const PAGES: readonly string[] = JSON.parse('__PAGES__');
const MODEL_LIST: string = JSON.parse('__MODEL_LIST__');

const CACHE = 'tonearm';
/** Path of the system's share sheet, and the cache in which shared songs wait for the page. They go no farther. */
const SHARE = 'share';
const SHARED_CACHE = 'tonearm-shared';
const MAX_SHARED = 100;
const HASHED = /^assets\//;
/** Small files without a hash, the list of models, and models: the newest if possible. */
const FRESH =
  /^(api\/models|models\/[^/]+|icon\.svg|(apple-touch-)?icon[a-z\d-]*\.png|first\.css|theme\.js|manifest\.webmanifest)$/;
/** Documents that are shown as they are. */
const NO_PAGE = /^api\/|\.(?!html$)\w+$/;

const worker = self as unknown as ServiceWorkerGlobalScope;
const root = new URL('.', worker.location.href);

worker.addEventListener('install', (event) => {
  event.waitUntil(keep([...SHELL, ...PAGES]).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldFiles().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'keep-engine') event.waitUntil(keepEngine());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method === 'POST' && path === SHARE && request.mode === 'navigate')
    event.respondWith(takeShared(request));
  if (request.method !== 'GET' || path === undefined) return;
  if (HASHED.test(path)) event.respondWith(cacheFirst(request));
  else if (FRESH.test(path)) event.respondWith(networkFirst(request, request.url));
  else if (request.mode === 'navigate' && !NO_PAGE.test(path))
    event.respondWith(networkFirst(request, PAGES.includes(path) ? path : './'));
});

/** Stores shared files, and opens the page that analyses them. */
async function takeShared(request: Request): Promise<Response> {
  const songs = (await request.formData()).getAll('songs').filter((entry) => entry instanceof File);
  const cache = await caches.open(SHARED_CACHE);
  await Promise.all(
    songs
      .slice(0, MAX_SHARED)
      .map((song, i) =>
        cache.put(
          new URL(`${SHARE}/${i}`, root),
          new Response(song, { headers: { 'x-name': encodeURIComponent(song.name) } }),
        ),
      ),
  );
  return Response.redirect(new URL('./#shared', root), 303);
}

/** Caches all files that analysis needs, the default model included. */
async function keepEngine(): Promise<void> {
  await keep(ENGINE);
  const response = await networkFirst(new Request(MODEL_LIST), MODEL_LIST);
  const list: { default: string | null; models: { name: string; url: string }[] } = await response.json();
  const model = list.models.find(({ name }) => name === list.default);
  if (model) await keep([new URL(model.url, new URL(MODEL_LIST, root)).href]);
}

async function keep(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const known = await Promise.all(
    urls.map((url) => HASHED.test(url) && cache.match(url, { ignoreVary: true })),
  );
  await cache.addAll(urls.filter((_, i) => !known[i]));
}

async function cacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request.url, { ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (response.status === 200) await cache.put(request.url, response.clone());
  return response;
}

/** @param key under what name the answer is kept: every page is the same document. */
async function networkFirst(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const known = await cache.match(key, { ignoreVary: true });
    if (known) return known;
    throw error;
  }
}

/** Hashed files of earlier builds. */
async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const current = new Set([...SHELL, ...ENGINE]);
  const old = (await cache.keys()).filter(({ url }) => {
    const path = pathOf(url);
    return path !== undefined && HASHED.test(path) && !current.has(path);
  });
  await Promise.all(old.map((request) => cache.delete(request)));
}

/** The path as seen from this file; undefined for what is elsewhere. */
function pathOf(url: string): string | undefined {
  return url.startsWith(root.href) ? url.slice(root.href.length).replace(/[?#].*/, '') : undefined;
}
