import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { WarningList } from '../warning.ts';
import type { Extent } from './sample-table.ts';

/** Largest packet in bytes. */
const MAX_PACKET_BYTES = 1 << 20;
/** Number of jumps back in the file above which it counts as malicious. */
const MAX_JUMPS_BACK = 4_096;

/**
 * Fetches packets. Ends, with a warning, at the first that lies outside the file, and once more bytes were asked
 * for than the file has: an index may name one packet a million times.
 */
export async function* readExtents(
  source: ByteSource,
  extents: AsyncIterable<Extent>,
  warnings: WarningList,
): AsyncGenerator<Uint8Array> {
  let window = new ByteWindow(source);
  let bytes = 0;
  let jumpsBack = 0;
  for await (const { offset, size } of extents) {
    bytes += size;
    if (offset < window.position) {
      window = new ByteWindow(source, offset);
      jumpsBack++;
    }
    if (offset + size > source.size) {
      warnings.add('truncated', 'The file ends early: its index names sound that is not there.');
      return;
    }
    if (size === 0 || size > MAX_PACKET_BYTES || bytes > source.size || jumpsBack > MAX_JUMPS_BACK) {
      warnings.add(
        'damaged',
        'The index of the file does not fit its sound: what it names after that was left out.',
      );
      return;
    }
    window.skip(offset - window.position);
    if (!(await window.ensure(size))) return;
    yield window.bytes.subarray(window.start, window.start + size);
  }
}
