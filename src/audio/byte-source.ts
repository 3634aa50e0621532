/**
 * Encoded bytes that can be read anywhere without holding them all: a buffer, a `Blob` (a browser's `File`
 * too), or in Node a file (see `node.ts`).
 */
export interface ByteSource {
  /** Total bytes. */
  readonly size: number;
  /** The bytes of [start, end), clipped to the source; fewer only at its end. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, Math.min(end, bytes.length)),
  };
}

export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** The bytes [start, end) of a source, as one of its own. */
export function sliceSource(source: ByteSource, start: number, end = source.size): ByteSource {
  const size = Math.max(0, Math.min(end, source.size) - start);
  return {
    size,
    read: (from, to) => source.read(start + Math.min(from, size), start + Math.min(to, size)),
  };
}
