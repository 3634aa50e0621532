/** Genres in an APEv2 tag behind the sound: only read, so that nothing contradicts it. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { latin1, viewOf } from '../../audio/bytes.ts';
import { cleanValues } from './values.ts';

const FOOTER_BYTES = 32;
const V1_BYTES = 128;
const MAX_TAG_BYTES = 1 << 24;
const MAX_ITEMS = 1_000;

/** Genres of the tag; empty without one. */
export async function apeGenres(source: ByteSource): Promise<string[]> {
  for (const end of [source.size, source.size - V1_BYTES]) {
    const footer = await source.read(Math.max(0, end - FOOTER_BYTES), Math.max(0, end));
    if (footer.length < FOOTER_BYTES || latin1(footer, 0, 8) !== 'APETAGEX') continue;
    const size = viewOf(footer).getUint32(12, true);
    if (size > MAX_TAG_BYTES || size > end) return [];
    return genresIn(await source.read(end - size, end - FOOTER_BYTES));
  }
  return [];
}

function genresIn(items: Uint8Array): string[] {
  const view = viewOf(items);
  let at = 0;
  for (let i = 0; i < MAX_ITEMS && at + 8 < items.length; i++) {
    const keyEnd = items.indexOf(0, at + 8);
    if (keyEnd < 0) break;
    const valueEnd = keyEnd + 1 + view.getUint32(at, true);
    if (/^genre$/i.test(Buffer.from(items.subarray(at + 8, keyEnd)).toString('latin1'))) {
      return cleanValues(
        Buffer.from(items.subarray(keyEnd + 1, valueEnd))
          .toString('utf8')
          .split('\0'),
      );
    }
    at = valueEnd;
  }
  return [];
}
