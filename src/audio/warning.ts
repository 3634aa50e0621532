/** Warning about the sound or the answer. `message` is for people. */
export interface Warning {
  code:
    | 'damaged'
    | 'truncated'
    | 'short'
    | 'partly-silent'
    | 'clipped'
    | 'metadata-mismatch'
    | 'band-limited'
    | 'low-bitrate'
    | 'channels-cancel';
  readonly message: string;
}

/** Collects warnings while a song is read, the first of each code. */
export class WarningList {
  readonly items: Warning[] = [];

  add(code: Warning['code'], message: string): void {
    if (!this.items.some((item) => item.code === code)) this.items.push({ code, message });
  }
}
