/** Follows a job on the server by its events, also over a connection that breaks. */
import { BASE } from '../api/client.ts';
import { serverMessage } from '../server-message.ts';

export interface JobListener<Progress, Done> {
  readonly onProgress: (progress: Progress) => void;
  readonly onDone: (done: Done) => void;
  /** The job ended without a result; with the server's message. */
  readonly onFailed: (message: string) => void;
  /** The connection broke and is tried again; or it came back. */
  readonly onLost: (lost: boolean) => void;
}

/**
 * @param path of the events, below the library's.
 * @returns what ends the following; the job goes on.
 */
export function followJob<Progress, Done>(path: string, listener: JobListener<Progress, Done>): () => void {
  const source = new EventSource(BASE + path);
  const end = (tell: () => void) => {
    source.close();
    tell();
  };
  source.onopen = () => listener.onLost(false);
  source.addEventListener('progress', ({ data }) => listener.onProgress(JSON.parse(data)));
  source.addEventListener('done', ({ data }) => end(() => listener.onDone(JSON.parse(data))));
  // The server's own event `error` carries data; the browser's, for a broken connection, none.
  source.addEventListener('error', (event) => {
    if (event instanceof MessageEvent) end(() => listener.onFailed(messageIn(event.data)));
    else if (source.readyState === EventSource.CLOSED) end(() => listener.onFailed(''));
    else listener.onLost(true);
  });
  return () => source.close();
}

function messageIn(data: string): string {
  const problem: { code?: string; detail?: string; message?: string } = JSON.parse(data);
  return serverMessage(problem.code, problem.detail ?? problem.message ?? '');
}
