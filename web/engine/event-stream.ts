/** Reads the `text/event-stream` format (WHATWG HTML, "Server-sent events") from a text that grows. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * The complete events of `text` from position `start` on, and where the first incomplete one begins.
 * A stream that stops in the middle of an event loses that event, as the standard asks.
 */
export function readEvents(text: string, start: number): { events: ServerEvent[]; next: number } {
  const events: ServerEvent[] = [];
  const blank = /\r?\n\r?\n/g;
  blank.lastIndex = start;
  let next = start;
  for (let end = blank.exec(text); end; end = blank.exec(text)) {
    const event = readEvent(text.slice(next, end.index));
    if (event) events.push(event);
    next = blank.lastIndex;
  }
  return { events, next };
}

/** One block of lines; undefined for a block that carries no data, such as a comment that keeps a line open. */
function readEvent(block: string): ServerEvent | undefined {
  const lines = block.split(/\r?\n/).map((line) => /^([^:]*)(?:: ?(.*))?$/s.exec(line));
  const values = (field: string) => lines.flatMap((line) => (line?.[1] === field ? [line[2] ?? ''] : []));
  const data = values('data');
  if (data.length === 0) return undefined;
  return { event: values('event').at(-1) ?? 'message', data: data.join('\n') };
}
