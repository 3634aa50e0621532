/** What no system takes in a name is left out. */
export function fileName(title: string): string {
  return title.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu, ' ').trim() || 'playlist';
}
