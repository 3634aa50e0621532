/** Decoding of numbers that are stored as base64 in the sources, so that no file has to be found for them. */

export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** @param text of little-endian float32 */
export function floatsOfBase64(text: string): Float32Array {
  return new Float32Array(bytesOfBase64(text).buffer);
}
