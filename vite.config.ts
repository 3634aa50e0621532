/** Builds the page to dist/web: hashed assets, no inline script, nothing from another origin. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `tonearm serve` listens, for `npx vite` while working on the page. */
const SERVER = process.env.TONEARM_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The server's content security policy allows no data: scripts, and a hashed file is cached for good.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/api': SERVER, '/models': SERVER } },
});
