/**
 * A document for every page of the application: the same shell, with the page's own title and lead to be read before
 * any script has come, and with links to the files that it needs beside those of all.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { words as about } from '../web/language/en/about.ts';
import { words as health } from '../web/language/en/health.ts';
import { words as how } from '../web/language/en/how.ts';
import { words as inbox } from '../web/language/en/inbox.ts';
import { words as library } from '../web/language/en/library.ts';
import { strings } from '../web/language/en/main.ts';
import { words as models } from '../web/language/en/models.ts';
import { words as teach } from '../web/language/en/teach.ts';

type Bundle = Rolldown.OutputBundle;

interface View {
  /** Address; its document's name, too. */
  readonly path: string;
  /** The module that is loaded when the page is shown. */
  readonly entry: string;
  readonly frame: 'page' | 'library';
  /** Words of a page that are known without data. */
  readonly words?: { readonly title: string; readonly lead?: string };
}

const LIBRARY = { entry: 'web/library/library.tsx', frame: 'library' } as const;

const VIEWS: readonly View[] = [
  { ...LIBRARY, path: '/library', words: { title: library.title } },
  { ...LIBRARY, path: '/library/map', words: library.map },
  { ...LIBRARY, path: '/library/feel', words: library.feel },
  { ...LIBRARY, path: '/library/playlist', words: library.playlist },
  { ...LIBRARY, path: '/library/teach', words: teach },
  { ...LIBRARY, path: '/library/inbox', words: inbox },
  { ...LIBRARY, path: '/library/tags', words: library.tags },
  { ...LIBRARY, path: '/library/songs' },
  { path: '/how-it-works', entry: 'web/how/how-it-works.tsx', frame: 'page', words: how },
  { path: '/models', entry: 'web/models/models.tsx', frame: 'page', words: models },
  { path: '/about', entry: 'web/about/about.tsx', frame: 'page', words: about },
  {
    path: '/health',
    entry: 'web/health/health.tsx',
    frame: 'page',
    words: { title: strings.footer.health, lead: health.asking },
  },
];

/** Writes them to `views/`, each named after its address. */
export function viewDocuments(): Plugin {
  return {
    name: 'tonearm-views',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }, bundle) {
        const html = readFileSync(join(dir!, 'index.html'), 'utf8');
        for (const { path } of VIEWS) {
          const file = join(dir!, 'views', `${path.slice(1)}.html`);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, documentOf(html, path, bundle, '/'));
        }
      },
    },
  };
}

/** @param root before the names of files; relative on a site, whose documents are read at their own addresses alone. */
export function documentOf(html: string, path: string, bundle: Bundle, root: '/' | './'): string {
  const view = VIEWS.find((each) => each.path === path);
  if (!view) throw new Error(`Expected one of the page's addresses, got "${path}".`);
  const { words, frame, entry } = view;
  const files = filesOf(entry, bundle).filter((file) => !html.includes(file));
  const scripts = files.filter((file) => file.endsWith('.js'));
  const sheets = files.filter((file) => file.endsWith('.css'));
  const preloads = scripts.map((file) => `<link rel="modulepreload" crossorigin href="${root}${file}">`);
  const styles = sheets.map((file) => `<link rel="stylesheet" crossorigin href="${root}${file}">`);
  return html
    .replace('</head>', () => [...preloads, '</head>'].join('\n    '))
    .replace('<div id="root">', (div) => [...styles, div].join('\n    '))
    .replace('<html lang="en"', (tag) => `${tag} data-view="${root === '/' ? path : 'here'}"`)
    .replace('class="first-main"', (attribute) => `${attribute} data-frame="${frame}"`)
    .replace('<!-- words -->', () => (words ? wordsOf(words) : ''))
    .replace(/<title>.*?<\/title>/, (title) =>
      words ? `<title>${escaped(strings.pageTitle(words.title))}</title>` : title,
    );
}

function wordsOf({ title, lead }: NonNullable<View['words']>): string {
  return `<h1>${escaped(title)}</h1>${lead === undefined ? '' : `<p>${escaped(lead)}</p>`}`;
}

/** Files that a module needs: its own, those that it imports, and their style sheets. */
function filesOf(entry: string, bundle: Bundle): readonly string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(entry));
  if (!first) throw new Error(`Expected a file of ${entry} in the build, found none.`);
  const found = new Set([first.fileName]);
  // Iterating a set also visits what is added meanwhile.
  for (const name of found) {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') continue;
    for (const next of [...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? [])]) found.add(next);
  }
  return [...found];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
