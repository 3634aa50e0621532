/** Where files came from that nobody dropped: for the link back to their source. */
export interface Origin {
  source: string;
  pageUrl: string;
  extent: 'preview' | 'full';
}

const origins = new WeakMap<File, Origin>();

export function rememberOrigin(file: File, origin: Origin): void {
  origins.set(file, origin);
}

export function originOf(file: File): Origin | undefined {
  return origins.get(file);
}
