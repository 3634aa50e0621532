/** Origins of fetched files: links back to their sources. */
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
