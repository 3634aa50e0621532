/** Login pages: whole pages, without scripts or files of their own. */

/** Reason for showing the login page. */
export type LoginWords = keyof typeof WORDS;

const WORDS = {
  closed: {
    title: 'This Tonearm is private',
    lead: 'Open the link that Tonearm printed when it started, or enter its access token here.',
    form: true,
  },
  wrong: {
    title: 'That is not the token',
    lead: 'It is in the link that Tonearm printed when it started. A new one is made each time, unless whoever runs this server chose one.',
    form: true,
  },
  private: {
    title: 'For this machine alone',
    lead: 'This Tonearm answers only the machine that it runs on. Whoever runs it can open it to others: see docs/server.md.',
    form: false,
  },
} as const;

const STYLE = `
:root{color-scheme:light dark;--paper:#f5f1e8;--card:#fffcf6;--line:#ddd5c5;--ink:#1b1815;--dim:#665e53;--danger:#b3261e}
@media (prefers-color-scheme:dark){:root{--paper:#141210;--card:#1e1b18;--line:#4a443d;--ink:#f4efe5;--dim:#a79e90;--danger:#ff8a80}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:30rem}
svg{width:64px;height:64px;border-radius:15px}
h1{margin:24px 0 12px;font-size:clamp(2rem,7vw,2.75rem);line-height:1.05;letter-spacing:-.03em;text-wrap:balance}
p{margin:0 0 24px;color:var(--dim)}
form{display:flex;flex-wrap:wrap;gap:12px}
label{flex-basis:100%;font-weight:600}
input{flex:1 1 12rem;min-width:0;padding:12px 14px;color:inherit;font:inherit;background:var(--card);border:1px solid var(--dim);border-radius:12px}
button{padding:12px 22px;color:var(--paper);font:inherit;font-weight:600;background:var(--ink);border:0;border-radius:999px;cursor:pointer}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
a{color:inherit}`;

const MARK = `<svg viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="15" fill="#1b1815"/><circle cx="29" cy="35" r="20" fill="#f5f1e8"/><circle cx="29" cy="35" r="14.5" fill="none" stroke="#1b1815" stroke-opacity=".28" stroke-width="1.4"/><circle cx="29" cy="35" r="8" fill="#de3e2d"/><circle cx="29" cy="35" r="1.8" fill="#f5f1e8"/><path d="M54 11v22l-12 11" fill="none" stroke="#de3e2d" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/><circle cx="54" cy="11" r="4.5" fill="#f5f1e8"/></svg>`;

/** @param action where the token is sent. */
export function loginPage(words: LoginWords, action: string): string {
  const { title, lead, form } = WORDS[words];
  const field = `<form method="post" action="${action}"><label for="token">Access token</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus><button>Open</button></form>`;
  return page(
    title,
    `<h1>${title}</h1><p${words === 'wrong' ? ' role="alert"' : ''}>${lead}</p>${form ? field : ''}`,
  );
}

/** Page that continues to `path`, always on this server. */
export function welcomePage(path: string): string {
  const target = escapeHtml(path.replace(/^[/\\]*/, '/'));
  const goOn = `<meta http-equiv="refresh" content="0;url=${target}">`;
  return page('Welcome', `<h1>Welcome</h1><p><a href="${target}">Go on to Tonearm</a></p>`, goOn);
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Tonearm</title>${head}<style>${STYLE}</style></head><body><main>${MARK}${body}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"';]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
