/** Texts of a song's description in tags: its key, its mood, and a comment by a template of the user. */
import { fillTemplate, type KnownSound, shortKey } from '../../description/comment-template.ts';
import type { TagRules } from './contract.ts';
import type { NamedTexts } from './named-texts.ts';
import { Refusal } from './refusal.ts';

/** Whether the rules request anything of a description. */
export function wantsTexts({ key, mood, comment }: TagRules): boolean {
  return key !== undefined || mood === true || comment !== undefined;
}

/** Requested texts that are known; empty without any. */
export function textsOfSound(sound: KnownSound, { key, mood, comment }: TagRules): NamedTexts {
  const keyText = key === 'camelot' ? sound.camelot : sound.key && shortKey(sound.key);
  const commentText = comment === undefined ? null : fillTemplate(comment, sound);
  return {
    ...(key && keyText ? { INITIALKEY: keyText } : {}),
    ...(mood && sound.mood ? { MOOD: sound.mood } : {}),
    ...(commentText ? { COMMENT: commentText } : {}),
  };
}

/** @throws Refusal */
export function refuseUnknown(): never {
  throw new Refusal('unsure', 'Nothing of what was asked for is known surely enough.');
}
