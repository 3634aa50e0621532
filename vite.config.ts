/** Builds the page to dist/web: hashed assets, no inline script, nothing from another origin. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `tonearm serve` listens, for `npx vite` while working on the page. */
const SERVER = process.env.TONEARM_SERVER ?? 'http://127.0.0.1:8080';
const OUT = 'dist/web';

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react(), compressed()],
  worker: { format: 'es' },
  build: {
    outDir: `../${OUT}`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: script, and a file with a hash in its name is cached for good.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': SERVER, '/models/': SERVER } },
});

/** Writes `.br` and `.gz` beside every file that gains by it, for a server that compresses nothing by itself. */
function compressed(): Plugin {
  return {
    name: 'tonearm-compressed',
    apply: 'build',
    async writeBundle({ dir = OUT }) {
      const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
      const paths = names
        .filter((name) => /\.(js|css|html|svg|wasm|webmanifest)$/.test(name))
        .map((name) => join(dir, name));
      await Promise.all(paths.map(compressFile));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const bytes = readFileSync(path);
  // The runtime is 14 MB: the best quality would take half a minute for some percent.
  const quality = bytes.length > 1e6 ? 6 : 11;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 22 };
  writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  writeFileSync(`${path}.gz`, await promisify(gzip)(bytes));
}
