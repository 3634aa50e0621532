import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHALLENGE } from './access/guard.ts';
import { problemOf, RETRY_AFTER_SECONDS } from './problem.ts';
import { PROBLEM_TYPE } from './routes/responses.ts';
import type { Problem } from './schema.ts';

/** How long the rest of a refused upload is read and dropped, so that its sender gets to see the answer. */
const LINGER_MS = 30_000;
const STATUS_OF_BROKEN: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Every error of every route leaves as a problem. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(sendProblem);
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete === false) linger(raw.socket, () => raw.unpipe().resume());
  });
}

/** The problem for the client; what is behind it goes to the log. */
export function logProblem(error: unknown, request: FastifyRequest): Problem {
  const problem = problemOf(error, request.id);
  const { code, detail, status } = problem;
  if (status >= 500 && code !== 'cancelled') request.log.error({ err: error }, code);
  else request.log.info({ code, detail }, 'refused');
  return problem;
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = logProblem(error, request);
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (problem.status === 401) reply.header('www-authenticate', CHALLENGE);
  if (problem.status === 408) reply.header('connection', 'close');
  reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
}

/** Bytes that are not even a request: the framework never sees them. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const statusCode = STATUS_OF_BROKEN[error.code ?? ''] ?? 400;
  const reason = STATUS_CODES[statusCode];
  const detail = `Expected an HTTP request, got one that cannot be read (${reason}).`;
  const body = JSON.stringify(problemOf(Object.assign(new Error(detail), { statusCode }), randomUUID()));
  const head = `HTTP/1.1 ${statusCode} ${reason}\r\nContent-Type: ${PROBLEM_TYPE}\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Closing at once would reset the connection, and the answer in it would be lost on a sender who still sends. */
function linger(socket: Socket, drop: () => void): void {
  drop();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}
