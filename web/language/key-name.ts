/** Names of keys, for the catalogues. */

/**
 * A key that the library writes as "A# minor", in a language's own words; whatever else stands there stays.
 * @param say of a tonic, C to B, half a tone higher or not.
 */
export function keyNamed(
  key: string,
  say: (tonic: string, sharp: boolean, minor: boolean) => string,
): string {
  const [, tonic, sharp, mode] = /^([A-G])(#?) (major|minor)$/.exec(key) ?? [];
  return tonic ? say(tonic, sharp === '#', mode === 'minor') : key;
}
