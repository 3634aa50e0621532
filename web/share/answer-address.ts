/** An answer in the part of an address that browsers keep to themselves: sharing it uploads nothing. */

import { type AnswerRecord, type RememberedAnswer, readRecord } from './answer-record.ts';
import { isAnswerFragment, MARK } from './fragment.ts';

/** Longer addresses are cut off on their way, or are up to no good. */
const MAX_LETTERS = 16_000;
/** A record is a few kilobytes; what unpacks to more is none. */
const MAX_BYTES = 64_000;

/** `#answer=...` */
export async function fragmentOf(record: AnswerRecord): Promise<string> {
  const text = new Blob([JSON.stringify(record)]).stream();
  const packed = await new Response(text.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  const letters = btoa(String.fromCharCode(...new Uint8Array(packed)));
  return MARK + letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The answer that a fragment holds; undefined where it holds none. */
export async function answerIn(fragment: string): Promise<RememberedAnswer | undefined> {
  if (!isAnswerFragment(fragment) || fragment.length > MAX_LETTERS) return undefined;
  try {
    const letters = fragment.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/');
    const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    return readRecord(JSON.parse(await unpacked(packed)));
  } catch {
    return undefined;
  }
}

/** @throws where it is more than any record has, or not packed at all. */
async function unpacked(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).text();
    bytes += value.length;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError('The answer in the address is too long.');
    }
    parts.push(value);
  }
}
