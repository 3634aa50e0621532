/** What a song is like, as tags say it: its key, its mood, and a comment by a template of the user. */
import { TonearmError } from '../../errors.ts';
import type { TagRules } from './contract.ts';
import type { NamedTexts } from './named-texts.ts';
import { Refusal } from './refusal.ts';

/** As the library keeps it: a key or tempo that is not sure and a mood that is hard to say are null. */
export interface KnownSound {
  /** e.g. "A minor". */
  readonly key: string | null;
  readonly camelot: string | null;
  readonly mood: string | null;
  /** 0..1 */
  readonly energy: number | null;
  readonly tempo: number | null;
}

const MAX_ENERGY = 10;
const MAX_TEMPLATE = 500;
const PLACE = /\{([^{}]*)\}/g;

/** What the places of a template stand for. */
const PLACES: Readonly<Record<string, (sound: KnownSound) => string | null>> = {
  key: ({ key }) => key && shortKey(key),
  camelot: ({ camelot }) => camelot,
  tempo: ({ tempo }) => (tempo === null ? null : String(Math.round(tempo))),
  energy: ({ energy }) => (energy === null ? null : String(Math.max(1, Math.round(MAX_ENERGY * energy)))),
  mood: ({ mood }) => mood,
};

/** Whether anything of this file is asked for. */
export function wantsTexts({ key, mood, comment }: TagRules): boolean {
  return key !== undefined || mood === true || comment !== undefined;
}

/** What is asked for and known; empty where nothing is. */
export function textsOfSound(sound: KnownSound, { key, mood, comment }: TagRules): NamedTexts {
  const keyText = key === 'camelot' ? sound.camelot : sound.key && shortKey(sound.key);
  const commentText = comment === undefined ? null : filled(comment, sound);
  return {
    ...(key && keyText ? { INITIALKEY: keyText } : {}),
    ...(mood && sound.mood ? { MOOD: sound.mood } : {}),
    ...(commentText ? { COMMENT: commentText } : {}),
  };
}

/** @throws bad-request where a template names what there is not, or nothing. */
export function checkTemplate(template: string): string {
  const names = [...template.matchAll(PLACE)].map(([, name]) => name);
  const unknown = names.find((name) => !Object.hasOwn(PLACES, name));
  const known = Object.keys(PLACES).map((name) => `{${name}}`);
  if (unknown !== undefined || names.length === 0) {
    const got = unknown === undefined ? 'none' : JSON.stringify(`{${unknown}}`);
    throw new TonearmError('bad-request', `Expected a comment with ${known.join(', ')}, got ${got}.`);
  }
  if (template.length > MAX_TEMPLATE || /\p{Cc}/u.test(template)) {
    throw new TonearmError(
      'bad-request',
      `Expected a comment of one line of ${MAX_TEMPLATE} letters at most.`,
    );
  }
  return template;
}

/** @throws Refusal */
export function refuseUnknown(): never {
  throw new Refusal('unsure', 'Nothing of what was asked for is known surely enough.');
}

/** Null where a place has nothing to say: half a comment would sort and read wrongly. */
function filled(template: string, sound: KnownSound): string | null {
  const isKnown = [...template.matchAll(PLACE)].every(([, name]) => PLACES[name](sound) !== null);
  return isKnown ? template.replace(PLACE, (_, name) => PLACES[name](sound)!) : null;
}

/** "A minor" is Am, "F# major" is F#: as ID3 has it, and programs for DJs read it. */
function shortKey(key: string): string {
  const [tonic, mode] = key.split(' ');
  return mode === 'minor' ? `${tonic}m` : tonic;
}
