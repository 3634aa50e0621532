/**
 * Builds the page to dist/web: hashed assets, no inline script, nothing from another origin.
 * In the mode `site` it is for any web server, below any path.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { SITE_PAGES, siteDocuments } from './scripts/site-documents.ts';
import { viewDocuments } from './scripts/view-documents.ts';

/** Where `tonearm serve` listens, for `npx vite` while working on the page. */
const SERVER = process.env.TONEARM_SERVER ?? 'http://127.0.0.1:8080';
const OUT = 'dist/web';
/** The best is a hundredth smaller in twice the time: for what the first page loads at once. */
const BROTLI_QUALITY = { atOnce: 11, later: 10 };
/** Of what gzip leaves, brotli is to leave no more than this, or it is not worth its place in the package. */
const BROTLI_GAIN = 0.9;
/** What the page needs besides hashed files. */
const FIXED_FILES = ['./', 'icon.svg', 'icon-192.png', 'first.css', 'theme.js', 'manifest.webmanifest'];

/** Small modules that the first page has in common with others. */
const SHARED =
  /node_modules\/react\/|web\/(icons\/icon|shell\/(store|site)|engine\/engine|timeline\/genre-timeline)\.tsx?$/;

export default defineConfig(({ mode }) => ({
  root: 'web',
  base: mode === 'site' ? './' : '/',
  plugins: [
    react(),
    shellFirst(),
    ...(mode === 'site'
      ? [offline('models/list.json', SITE_PAGES), siteDocuments()]
      : [offline(), viewDocuments(), compressed()]),
  ],
  worker: { format: 'es' },
  build: {
    outDir: `../${OUT}`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: script, and a file with a hash in its name is cached for good.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // A page loads the icons that it shows, though one module names them all.
      treeshake: { moduleSideEffects: [{ test: /web\/icons\//, sideEffects: false }] },
      input: { index: 'web/index.html', sw: 'web/offline/sw.ts' },
      output: {
        // A service worker is found again by its address.
        // What every page needs in one file rather than in nine: it packs better, and is asked for at once.
        codeSplitting: { groups: [{ name: 'shared', test: SHARED }] },
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': SERVER, '/models/': SERVER } },
}));

/** Puts the style sheet behind the shell: a slow network sees the page's paper and head before the rest has come. */
function shellFirst(): Plugin {
  return {
    name: 'tonearm-shell-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const [sheet] = /<link rel="stylesheet"[^>]+\/assets\/[^>]+>/.exec(html) ?? [];
        if (!sheet) throw new Error('Expected a style sheet of the page, found none.');
        return html.replace(sheet, '').replace('<!-- styles -->', () => sheet);
      },
    },
  };
}

/**
 * Tells the service worker the names of this build's files: those that every page needs, and those for listening.
 * A new build thus makes a new worker, which is how a browser learns of it.
 */
function offline(modelList = 'api/models', pages: readonly string[] = []): Plugin {
  return {
    name: 'tonearm-offline',
    apply: 'build',
    writeBundle({ dir = OUT }, bundle) {
      const html = readFileSync(join(dir, 'index.html'), 'utf8');
      const files = Object.values(bundle).filter(({ fileName }) => fileName.startsWith('assets/'));
      // Workers and what they load are assets here. Fonts for other scripts are fetched when a page uses them.
      const isShell = ({ type, fileName }: (typeof files)[number]) =>
        type === 'chunk' || fileName.endsWith('.css') || html.includes(fileName);
      const isEngine = (file: (typeof files)[number]) => !isShell(file) && !file.fileName.endsWith('.woff2');
      const pathsOf = (chosen: typeof files) => chosen.map(({ fileName }) => fileName);
      const path = join(dir, 'sw.js');
      const values = {
        SHELL: [...FIXED_FILES, ...pathsOf(files.filter(isShell))],
        ENGINE: pathsOf(files.filter(isEngine)),
        PAGES: pages,
        MODEL_LIST: modelList,
      };
      const source = Object.entries(values).reduce(
        (code, [name, value]) => code.replace(placeholder(name), JSON.stringify(value)),
        readFileSync(path, 'utf8'),
      );
      writeFileSync(path, source);
    },
  };
}

/** The minifier may have chosen other quotes. */
function placeholder(name: string): RegExp {
  return new RegExp(`JSON\\.parse\\((['"\`])__${name}__\\1\\)`);
}

/** Writes `.gz`, and `.br` if that gains, beside every file that gains by it, for a server that compresses nothing by itself. */
function compressed(): Plugin {
  return {
    name: 'tonearm-compressed',
    apply: 'build',
    // After the service worker got its names.
    writeBundle: { order: 'post', sequential: true, handler: ({ dir = OUT }) => compressFiles(dir) },
  };
}

async function compressFiles(dir: string): Promise<void> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const paths = names
    .filter((name) => /\.(js|css|html|svg|wasm|webmanifest)$/.test(name))
    .map((name) => join(dir, name));
  const first = readFileSync(join(dir, 'index.html'), 'utf8');
  await Promise.all(
    paths.map((path) => compressFile(path, first.includes(basename(path)) ? 'atOnce' : 'later')),
  );
}

async function compressFile(path: string, needed: keyof typeof BROTLI_QUALITY): Promise<void> {
  const bytes = readFileSync(path);
  const gzipped = await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(`${path}.gz`, gzipped);
  // The runtime is 14 MB. Plain http, as at home, knows gzip alone, and the server unpacks it for who does not.
  if (bytes.length > 1e6) return rmSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[needed],
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  const smaller = await promisify(brotliCompress)(bytes, { params });
  if (smaller.length < BROTLI_GAIN * gzipped.length) writeFileSync(`${path}.br`, smaller);
}
