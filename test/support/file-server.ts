/** A plain web server of files, as any host of static pages is one: no headers but the type, a folder is its index. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { openWebServer, type WebServer } from './web-server.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** @param below path under which the folder's files are, with a slash at both ends. */
export function serveFolder(folder: string, below: string): Promise<WebServer> {
  return openWebServer(({ url }, response) => {
    const { pathname } = new URL(url!, 'http://localhost');
    const path = join(folder, pathname.slice(below.length));
    if (!pathname.startsWith(below) || !existsSync(path)) return response.writeHead(404).end('Not found');
    const isFolder = statSync(path).isDirectory();
    if (isFolder && !pathname.endsWith('/'))
      return response.writeHead(301, { location: `${pathname}/` }).end();
    const file = isFolder ? join(path, 'index.html') : path;
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    return response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
  });
}
