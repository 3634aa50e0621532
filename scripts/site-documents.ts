/** The documents of a page that any web server can host: one for each address, with relative addresses of their own. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { HELMET } from '../src/server/security.ts';
import { documentOf } from './view-documents.ts';

/** Folders of the pages beside the first. */
export const SITE_PAGES = ['how-it-works/', 'models/', 'about/'];

const SERVER_PAGES = ['library'];
const MANIFEST = 'manifest.webmanifest';
/** A document cannot ask for these by itself. */
const BY_HEADER_ALONE = ['frameAncestors'];

/** Writes them; what a header would say is said in the document, where it can be. */
export function siteDocuments(): Plugin {
  return {
    name: 'tonearm-site',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: (html) => withPolicy(withRelativeLinks(html)) },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }, bundle) {
        const html = readFileSync(join(dir!, 'index.html'), 'utf8');
        for (const page of SITE_PAGES) {
          mkdirSync(join(dir!, page), { recursive: true });
          const document = documentOf(html, `/${page.slice(0, -1)}`, bundle, './');
          writeFileSync(join(dir!, page, 'index.html'), document.replaceAll('"./', '"../'));
        }
        const { id, ...manifest } = JSON.parse(readFileSync(join(dir!, MANIFEST), 'utf8'));
        writeFileSync(join(dir!, MANIFEST), JSON.stringify(manifest));
      },
    },
  };
}

function withRelativeLinks(html: string): string {
  return SERVER_PAGES.reduce(
    (text, page) => text.replace(new RegExp(`\\s*<a href="/${page}">.*?</a>`), ''),
    html,
  )
    .replace(/href="\/([\w-]+)"/g, 'href="./$1/"')
    .replaceAll('href="/"', 'href="./"');
}

function withPolicy(html: string): string {
  const { contentSecurityPolicy: policy } = HELMET;
  if (typeof policy !== 'object')
    throw new Error('Expected a content security policy of the server, got none.');
  const rules = Object.entries(policy.directives ?? {})
    .filter(([name]) => !BY_HEADER_ALONE.includes(name))
    .map(([name, values]) => `${hyphenated(name)} ${[...(values as Iterable<string>)].join(' ')}`);
  const tags = [
    `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}" />`,
    '<meta name="referrer" content="no-referrer" />',
  ];
  return html.replace('<meta charset="utf-8" />', (charset) => [charset, ...tags].join('\n    '));
}

function hyphenated(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
