/**
 * Codes of warnings, from which the HTTP schema and the types follow. The page has texts for each in
 * `web/language/en/main.ts` and `web/language/`.
 */
export const WARNING_CODES = [
  'band-limited',
  'low-bitrate',
  'damaged',
  'truncated',
  'short',
  'partly-silent',
  'channels-cancel',
  'clipped',
  'metadata-mismatch',
] as const;

/** Warning about the sound or the answer. `message` is for people. */
export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly message: string;
}

/** Collects warnings while a song is read, the first of each code. */
export class WarningList {
  readonly items: Warning[] = [];

  add(code: Warning['code'], message: string): void {
    if (!this.items.some((item) => item.code === code)) this.items.push({ code, message });
  }
}
