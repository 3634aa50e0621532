// Runs before the first paint, so that nobody who chose dark sees a flash of light. The key is Mantine's.
(() => {
  const { documentElement: html } = document;
  let chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be forbidden: the system's scheme then decides.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  html.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  // Without a network, the service worker answers with the document that it has: its words may be another page's.
  const { view } = html.dataset;
  if (view !== 'here' && view !== location.pathname.replace(/(.)\/+$/, '$1')) delete html.dataset.view;
})();
