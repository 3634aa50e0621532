import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Somebody else's web server, on this machine. */
export interface WebServer {
  /** Origin without a slash at the end. */
  readonly origin: string;
  readonly port: number;
  /** Path and query of every request so far. */
  readonly asked: string[];
  /** The last request, as it came. */
  readonly last: () => IncomingMessage;
  close(): Promise<void>;
}

/** Listens on `host` and lets `handle` answer. */
export async function openWebServer(handle: Handler, host = '127.0.0.1', port = 0): Promise<WebServer> {
  const requests: IncomingMessage[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    asked.push(request.url!);
    handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: given } = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${given}`,
    port: given,
    asked,
    last: () => requests.at(-1)!,
    close: () => closeServer(server),
  };
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
