/** Case conversion between SQL, CSV and Parquet names and those of the code and the API. */

/** `contentHash` of `content_hash`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `content_hash` of `contentHash`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
