/** Hears songs on the server that serves the page. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { type ErrorCode, reviveError } from '../../src/errors.ts';
import { type Engine, type ExtractOptions, Unreachable } from './engine.ts';
import { readEvents, type ServerEvent } from './event-stream.ts';

/** Problem (RFC 9457) of the server, as far as the page reads it. */
interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

const ENDPOINT = '/api/classifications';
/** Maximum number of tries of a busy server. */
const MAX_ATTEMPTS = 20;
const DEFAULT_WAIT_SECONDS = 2;
const MAX_WAIT_SECONDS = 30;

export const serverEngine: Engine = {
  name: 'server',
  atOnce: 2,
  async classify(file, options) {
    for (let attempt = 1; ; attempt++) {
      const answer = await send(file, options);
      if (!('retryAfterSeconds' in answer)) return answer;
      if (attempt === MAX_ATTEMPTS) throw reviveError(answer.report);
      options.onProgress({ stage: 'waiting' });
      await pause(answer.retryAfterSeconds, options.signal);
    }
  },
};

interface ComeBackLater {
  readonly retryAfterSeconds: number;
  readonly report: { code: ErrorCode; message: string };
}

/** One upload and its streamed answer. XMLHttpRequest, because `fetch` tells nothing about an upload's progress. */
function send(
  file: File,
  { onProgress, signal, model, whole }: ExtractOptions,
): Promise<Prediction | ComeBackLater> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let read = 0;
    let settled = false;

    const settle = (how: () => void) => {
      settled = true;
      signal.removeEventListener('abort', stop);
      how();
    };
    const take = ({ event, data }: ServerEvent) => {
      if (event === 'progress') onProgress({ stage: 'listening', ...JSON.parse(data) });
      if (event === 'result') settle(() => resolve(JSON.parse(data)));
      if (event === 'error') settle(() => reject(reviveProblem(JSON.parse(data))));
    };
    const readMore = () => {
      if (request.status !== 200) return;
      const { events, next } = readEvents(request.responseText, read);
      read = next;
      for (const event of events) if (!settled) take(event);
    };

    request.upload.onprogress = ({ loaded, total }) =>
      onProgress({ stage: 'uploading', fraction: total > 0 ? loaded / total : 0 });
    request.upload.onload = () => onProgress({ stage: 'listening', secondsDone: 0 });
    request.onprogress = readMore;
    request.onload = () => {
      readMore();
      if (!settled) settle(() => finish(request, resolve, reject));
    };
    request.onerror = () => {
      if (!settled) settle(() => reject(new Unreachable('The server did not answer.')));
    };
    request.onabort = () => {
      if (!settled) settle(() => reject(signal.reason));
    };

    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', stop);
    const query = new URLSearchParams({
      describe: 'true',
      ...(model && { model }),
      ...(whole && { whole: 'true' }),
    });
    request.open('POST', `${ENDPOINT}?${query}`);
    request.setRequestHeader('accept', 'text/event-stream');
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** A response that ended without a result: full, refused, or cut off. */
function finish(
  request: XMLHttpRequest,
  resolve: (answer: ComeBackLater) => void,
  reject: (error: Error) => void,
): void {
  const problem = readProblem(request.responseText);
  if (request.status === 503 || request.status === 429) {
    const seconds = Number(request.getResponseHeader('retry-after') ?? DEFAULT_WAIT_SECONDS);
    const retryAfterSeconds = Math.min(MAX_WAIT_SECONDS, seconds > 0 ? seconds : DEFAULT_WAIT_SECONDS);
    resolve({ retryAfterSeconds, report: { code: 'busy', message: problem?.detail ?? '' } });
  } else if (request.status >= 400 && problem?.code) {
    reject(reviveProblem(problem));
  } else {
    reject(new Unreachable(`The server stopped in the middle (status ${request.status}).`));
  }
}

function readProblem(text: string): Problem | undefined {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return undefined;
  }
}

function reviveProblem({ code, title, detail }: Problem): Error {
  return reviveError({ code: code as ErrorCode, message: detail ?? title ?? '' });
}

/** Waits, or throws the signal's reason. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener('abort', stop, { once: true });
  });
}
