/** The title of the window: the page's, and before it what plays. */
let page = '';
let playing: string | undefined;

export function setPageTitle(title: string): void {
  page = title;
  show();
}

/** @param title of what plays; none: nothing does. */
export function setPlayingTitle(title: string | undefined): void {
  playing = title;
  show();
}

function show(): void {
  document.title = playing ? `▶ ${playing} · ${page}` : page;
}
