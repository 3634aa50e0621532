/** Where files came from that nobody dropped: for the link back to their source. */
export interface Origin {
  readonly source: string;
  readonly pageUrl: string;
  readonly extent: 'preview' | 'full';
}

const origins = new WeakMap<File, Origin>();

export function rememberOrigin(file: File, origin: Origin): void {
  origins.set(file, origin);
}

export function originOf(file: File): Origin | undefined {
  return origins.get(file);
}
