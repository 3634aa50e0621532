/** Server-sent events over a real connection. */

export interface ServerEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came; the test says what it expects of it.
  readonly data: any;
  readonly id: string | undefined;
}

/** Events as they come, until the server ends them. */
export async function* eventsFrom(url: string, signal?: AbortSignal): AsyncGenerator<ServerEvent> {
  const response = await fetch(url, { signal });
  if (response.status !== 200) throw new Error(`Expected events, got ${response.status}.`);
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      if (fields.event) yield { event: fields.event, data: JSON.parse(fields.data), id: fields.id };
    }
  }
}

export async function lastEvent(url: string): Promise<ServerEvent | undefined> {
  let last: ServerEvent | undefined;
  for await (const event of eventsFrom(url)) last = event;
  return last;
}
