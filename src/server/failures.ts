import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHALLENGE } from './access/authentication.ts';
import { problemOf, RETRY_AFTER_SECONDS } from './problem.ts';
import { PROBLEM_TYPE } from './routes/responses.ts';
import type { Problem } from './schema.ts';

const STATUS_OF_BROKEN: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
const REQUEST_LINE = /^[A-Z-]{1,40} \S+ HTTP\/1\.\d\r?\n/;
/** Methods of any address here, for `Allow`: those of the requested one are unknown at this point. */
const METHODS = 'DELETE, GET, HEAD, POST';

/**
 * Answers every error of every route with a problem. The rest of a request's body is read and dropped for at
 * most `lingerSeconds`: closing at once would reset the connection, and the answer would be lost on a client
 * that is still sending. A connection that is kept alive then serves the next request.
 */
export function answerErrors(app: FastifyInstance, lingerSeconds: number): void {
  app.setErrorHandler(sendProblem);
  app.addHook('onSend', async ({ raw }) => {
    if (raw.complete === false) raw.socket.destroySoon = () => raw.socket.end();
  });
  app.addHook('onResponse', async ({ raw }) => {
    delete (raw.socket as Partial<Socket>).destroySoon;
    if (raw.complete === false) linger(raw, lingerSeconds);
  });
}

/** Problem for the client; its cause goes to the log. */
export function logProblem(error: unknown, request: FastifyRequest): Problem {
  const problem = problemOf(error, request.id);
  const { code, detail, status } = problem;
  if (status >= 500 && code !== 'cancelled') request.log.error({ err: error }, code);
  else request.log.info({ code, detail }, 'refused');
  return problem;
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = logProblem(error, request);
  // The framework closes the connection under a body that is too long.
  reply.removeHeader('connection');
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (problem.status === 401) reply.header('www-authenticate', CHALLENGE);
  if (problem.status === 408) reply.header('connection', 'close');
  reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
}

/** Answers bytes that are no request: the framework never sees them. The connection is closed after `lingerSeconds`. */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException & { rawPacket?: unknown },
  socket: Socket,
  lingerSeconds: number,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const statusCode = isUnknownMethod(error) ? 405 : (STATUS_OF_BROKEN[error.code ?? ''] ?? 400);
  const reason = STATUS_CODES[statusCode];
  const detail = `Expected an HTTP request, got one that cannot be read (${reason}).`;
  const body = JSON.stringify(problemOf(Object.assign(new Error(detail), { statusCode }), randomUUID()));
  const allow = statusCode === 405 ? `Allow: ${METHODS}\r\n` : '';
  const head = `HTTP/1.1 ${statusCode} ${reason}\r\n${allow}Content-Type: ${PROBLEM_TYPE}\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  cutAfter(socket, lingerSeconds);
}

function isUnknownMethod({ code, rawPacket }: { code?: string; rawPacket?: unknown }): boolean {
  return (
    code === 'HPE_INVALID_METHOD' &&
    Buffer.isBuffer(rawPacket) &&
    REQUEST_LINE.test(rawPacket.toString('latin1'))
  );
}

/** Bounds the time for the rest of a body. The bound ends with the body: the connection is not cut for it later. */
function linger(request: IncomingMessage, seconds: number): void {
  const { socket } = request;
  const stop = cutAfter(socket, seconds);
  request.once('end', () => {
    stop();
    if (socket.writableEnded) socket.destroy();
  });
  request.unpipe().resume();
}

/** Destroys the socket after so many seconds. @returns a function that prevents it */
function cutAfter(socket: Socket, seconds: number): () => void {
  const timer = setTimeout(() => socket.destroy(), seconds * 1000).unref();
  const stop = () => {
    clearTimeout(timer);
    socket.off('close', stop);
  };
  socket.once('close', stop);
  return stop;
}
