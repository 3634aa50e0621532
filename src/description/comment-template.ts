/** A comment by a template of the user: `{camelot} · {tempo} · energy {energy}`. Pure: the page previews with it, too. */
import { TonearmError } from '../errors.ts';

/** Description values as the library stores them: an unsure key, tempo or mood is null. */
export interface KnownSound {
  /** e.g. "A minor". */
  readonly key: string | null;
  readonly camelot: string | null;
  readonly mood: string | null;
  /** 0..1 */
  readonly energy: number | null;
  readonly tempo: number | null;
}

export const MAX_TEMPLATE = 500;
const MAX_ENERGY = 10;
const PLACE = /\{([^{}]*)\}/g;

const PLACES: Readonly<Record<string, (sound: KnownSound) => string | null>> = {
  key: ({ key }) => key && shortKey(key),
  camelot: ({ camelot }) => camelot,
  tempo: ({ tempo }) => (tempo === null ? null : String(Math.round(tempo))),
  energy: ({ energy }) => (energy === null ? null : String(Math.max(1, Math.round(MAX_ENERGY * energy)))),
  mood: ({ mood }) => mood,
};

/** Placeholder names allowed in a template. */
export const PLACE_NAMES = Object.keys(PLACES);

/** @throws bad-request where a template names what there is not, or nothing. */
export function checkTemplate(template: string): string {
  const names = namesIn(template);
  const unknown = names.find((name) => !Object.hasOwn(PLACES, name));
  if (unknown !== undefined || names.length === 0) {
    const known = PLACE_NAMES.map((name) => `{${name}}`).join(', ');
    const got = unknown === undefined ? 'none' : JSON.stringify(`{${unknown}}`);
    throw new TonearmError('bad-request', `Expected a comment with ${known}, got ${got}.`);
  }
  if (template.length > MAX_TEMPLATE || /\p{Cc}/u.test(template)) {
    throw new TonearmError(
      'bad-request',
      `Expected a comment of one line of ${MAX_TEMPLATE} letters at most.`,
    );
  }
  return template;
}

/** Fills a template; null if a placeholder has no value: half a comment would sort and read wrongly. */
export function fillTemplate(template: string, sound: KnownSound): string | null {
  if (unknownIn(template, sound).length > 0) return null;
  return template.replace(PLACE, (_, name) => PLACES[name](sound)!);
}

/** Placeholders that have no value for a song. */
export function unknownIn(template: string, sound: KnownSound): string[] {
  return namesIn(template).filter((name) => PLACES[name](sound) === null);
}

/** Short key name: "A minor" is Am, "F# major" is F#, as in ID3 and DJ programs. */
export function shortKey(key: string): string {
  const [tonic, mode] = key.split(' ');
  return mode === 'minor' ? `${tonic}m` : String(tonic);
}

function namesIn(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, name]) => name);
}
