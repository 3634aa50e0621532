/**
 * Content hash by which a library knows a file. In our own code, since browsers hash only on secure origins,
 * and all at once.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const CHUNK_BYTES = 1 << 20;
const known = new WeakMap<File, Promise<string>>();

/** SHA-256 of a file's bytes, in hex; a chunk at a time, so that the page goes on meanwhile. */
export function contentHashOf(file: File): Promise<string> {
  const before = known.get(file);
  if (before) return before;
  const hash = hashed(file);
  known.set(file, hash);
  return hash;
}

async function hashed(file: Blob): Promise<string> {
  const hash = sha256.create();
  for (let from = 0; from < file.size; from += CHUNK_BYTES)
    hash.update(new Uint8Array(await file.slice(from, from + CHUNK_BYTES).arrayBuffer()));
  return bytesToHex(hash.digest());
}
