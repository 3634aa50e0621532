/** File name of a title, without characters that some system forbids. */
export function fileName(title: string): string {
  return title.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu, ' ').trim() || 'playlist';
}
