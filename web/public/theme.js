// Runs before the first paint, so that nobody who chose dark sees a flash of light, or German words of English.
(() => {
  const { documentElement: html } = document;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage may be forbidden: the system's scheme and the browser's language then decide.
      return null;
    }
  };
  // Mantine's key.
  const chosen = kept('mantine-color-scheme-value');
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  html.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const spoken = ['en', 'de', 'es', 'fr', 'ja'];
  const wanted = [kept('tonearm-language') ?? '', ...navigator.languages].map((name) => name.slice(0, 2));
  html.lang = wanted.find((name) => spoken.includes(name)) ?? 'en';
  // The document's words are English, and another page's where the service worker answers without a network.
  const { view } = html.dataset;
  if (html.lang !== 'en' || (view !== 'here' && view !== location.pathname.replace(/(.)\/+$/, '$1')))
    delete html.dataset.view;
})();
