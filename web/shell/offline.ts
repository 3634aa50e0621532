/** The page's side of working without a network. */
import { fileAddress, HAS_SERVER } from './site.ts';

/** Starts the service worker, once the page itself is there. Not while developing: it would serve old files. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const start = () => {
    // Some browsers refuse a service worker in private windows; the page then works online only.
    navigator.serviceWorker.register(fileAddress('sw.js')).catch(() => undefined);
    // Without a server, songs are analysed in the browser alone, so its engine is kept.
    if (!HAS_SERVER) keepEngine();
  };
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
  addEventListener('appinstalled', keepEngine);
}

/** Fetches all that listening in this browser needs, so that it works without a network from now on. */
export function keepEngine(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('keep-engine'));
}
