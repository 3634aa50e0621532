import { expect, test } from 'vitest';
import { readEvents } from './event-stream.ts';

const STREAM =
  ': hello\n\nevent: progress\ndata: {"secondsDone":3}\n\nevent: result\r\ndata: one\r\ndata:two\r\n\r\ndata\n\n';

test('events come out whole, comments do not', () => {
  expect(readEvents(STREAM, 0)).toEqual({
    events: [
      { event: 'progress', data: '{"secondsDone":3}' },
      { event: 'result', data: 'one\ntwo' },
      { event: 'message', data: '' },
    ],
    next: STREAM.length,
  });
});

test('however the stream is cut, the same events come out, each once', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const first = readEvents(STREAM.slice(0, cut), 0);
    const second = readEvents(STREAM, first.next);
    expect([...first.events, ...second.events]).toEqual(readEvents(STREAM, 0).events);
  }
});

test('an event without its blank line is not there yet', () => {
  expect(readEvents('data: half\n', 0)).toEqual({ events: [], next: 0 });
});
