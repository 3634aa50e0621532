/** Decoding of numbers that are stored as base64 in the sources, so that no file has to be found for them. */

export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** @param text of little-endian float32 */
export function floatsOfBase64(text: string): Float32Array {
  return new Float32Array(bytesOfBase64(text).buffer);
}
