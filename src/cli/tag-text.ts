/** Text of tag changes, for people and for programs. */

import { plural } from '../format.ts';
import type {
  JournalSummary,
  SkipReason,
  TagChange,
  TagFields,
  TagSkip,
} from '../library/tagging/contract.ts';
import { TEXT_NAMES, type TextName } from '../library/tagging/named-texts.ts';
import { printable } from './format.ts';

/** Colours a text red or green, if the terminal supports it. */
export type Paint = (colour: 'red' | 'green', text: string) => string;

/** Words for harmless reasons why files are not changed. */
const QUIET: Partial<Record<SkipReason, string>> = {
  'has-tags': 'tagged already',
  same: 'say so already',
  unsure: 'not recognised surely enough',
};

/** Lines of a file and the changes of its fields. */
export function changeText({ path, before, after }: TagChange, paint: Paint): string {
  const fields = [
    ['genre', genresText(before), genresText(after)],
    ['tempo', tempoText(before), tempoText(after)],
    ...TEXT_NAMES.map((name) => [labelOf(name), textOf(before, name), textOf(after, name)] as const),
  ];
  const changed = fields.filter(([, from, to]) => from !== to);
  const lines = changed.map(([name, from, to]) => `  ${name}  ${paint('red', from)} → ${paint('green', to)}`);
  return [printable(path), ...lines].join('\n');
}

/** JSON line: the published shape of `tonearm tag --json`. */
export function changeJson({ path, before, after }: TagChange, written: boolean): string {
  return JSON.stringify({ file: path, before, after, written });
}

export function skipJson({ path, reason, message }: TagSkip): string {
  return JSON.stringify({ file: path, skipped: reason, message });
}

/** Lines of the files that failed. */
export function errorLines(skipped: readonly TagSkip[]): string[] {
  return skipped
    .filter(({ reason }) => QUIET[reason] === undefined)
    .map(({ path, reason, message }) => `${printable(path)}: ${message} [${reason}]`);
}

/** Summary of files not changed, e.g. `3 tagged already, 1 not recognised surely enough`; empty without any. */
export function quietText(skipped: readonly TagSkip[]): string {
  return Object.entries(QUIET)
    .map(([reason, text]) => [skipped.filter((skip) => skip.reason === reason).length, text] as const)
    .filter(([count]) => count > 0)
    .map(([count, text]) => `${count} ${text}`)
    .join(', ');
}

export function journalText({ id, time, files, undone }: JournalSummary): string {
  const when = time.toISOString().slice(0, 16).replace('T', ' ');
  return `${id}  ${when}  ${plural(files, 'file')}${undone ? ', taken back' : ''}`;
}

function genresText({ genres }: TagFields): string {
  return genres.length === 0 ? 'none' : genres.map(printable).join(', ');
}

/** Label of a named text, as in "replaygain track gain". */
function labelOf(name: TextName): string {
  if (name === 'INITIALKEY') return 'key';
  return name.toLowerCase().replaceAll('_', ' ');
}

function textOf({ texts = {} }: TagFields, name: TextName): string {
  return printable(texts[name] ?? 'none');
}

function tempoText({ tempo }: TagFields): string {
  return tempo === null ? 'none' : String(tempo);
}
