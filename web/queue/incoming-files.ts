/** Songs from outside the page: opened with the installed application, or shared with it. */
import { addAndShow } from './page-queue.ts';

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Name of the cache, as in the service worker. */
const SHARED_CACHE = 'tonearm-shared';
const SHARED = '#shared';

export function takeIncomingFiles(): void {
  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    if (files.length > 0) addAndShow(await Promise.all(files.map((handle) => handle.getFile())));
  });
  if (location.hash === SHARED) void takeShared();
}

async function takeShared(): Promise<void> {
  history.replaceState(null, '', location.pathname + location.search);
  const cache = await caches.open(SHARED_CACHE);
  const requests = await cache.keys();
  const files = await Promise.all(
    requests.map(async (request) => {
      const response = (await cache.match(request))!;
      const name = decodeURIComponent(response.headers.get('x-name') ?? 'song');
      const sound = await response.blob();
      return new File([sound], name, { type: sound.type });
    }),
  );
  await caches.delete(SHARED_CACHE);
  if (files.length > 0) addAndShow(files);
}
