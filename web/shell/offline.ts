/** The page's side of working without a network. */

/** Starts the service worker, once the page itself is there. Not while developing: it would serve old files. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const start = () => {
    // Refused in private windows of some browsers: the page works all the same, online.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
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
