import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { TagPlan } from '../../../src/server/library-schema.ts';
import { IconArrowRight } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import classes from './change-list.module.css';

export type Change = TagPlan['changes'][number];
type Values = Change['before'];

/** Row height, as in the style sheet. */
const ROW_PIXELS = 74;
const SPARE_ROWS = 6;
/** Peaks are for players; people read gains. */
const TOLD_TEXTS: ReadonlySet<string> = new Set([
  'INITIALKEY',
  'MOOD',
  'COMMENT',
  'REPLAYGAIN_TRACK_GAIN',
  'REPLAYGAIN_ALBUM_GAIN',
  'R128_TRACK_GAIN',
  'R128_ALBUM_GAIN',
]);

/** Files as they are and as they would be, of which only those in sight exist. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const frame = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: changes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PIXELS,
    overscan: SPARE_ROWS,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys.
    <section ref={frame} className={classes.frame} tabIndex={0} aria-label={words.tags.list}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const { file, before, after } = changes[index]!;
          return (
            <li key={index} className={classes.change} style={{ transform: `translateY(${start}px)` }}>
              <span className={classes.file} title={file.name}>
                {file.name}
              </span>
              <span className={classes.diff}>
                <Side label={words.tags.before} values={before} other={after} sign="removed" />
                <IconArrowRight size={17} aria-hidden="true" />
                <Side label={words.tags.after} values={after} other={before} sign="added" />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface SideProps {
  readonly label: string;
  readonly values: Values;
  readonly other: Values;
  /** Kind of the values that the other side lacks. */
  readonly sign: 'added' | 'removed';
}

function Side({ label, values, other, sign }: SideProps) {
  const Changed = sign === 'added' ? 'ins' : 'del';
  const chips = chipsOf(values, other);
  return (
    <span className={classes.side}>
      <span className={classes.hidden}>{label}: </span>
      {chips.length === 0 && <span className={classes.none}>{words.tags.noGenre}</span>}
      {chips.map(({ text, differs }) =>
        differs ? (
          <Changed key={text}>{text}</Changed>
        ) : (
          <span key={text} className={classes.same}>
            {text}
          </span>
        ),
      )}
    </span>
  );
}

function chipsOf({ genres, tempo, texts }: Values, other: Values): { text: string; differs: boolean }[] {
  const named = Object.entries(texts).filter(([name]) => TOLD_TEXTS.has(name));
  return [
    ...genres.map((genre) => ({ text: genre, differs: !other.genres.includes(genre) })),
    ...(tempo === null ? [] : [{ text: words.tags.bpm(tempo), differs: tempo !== other.tempo }]),
    ...named.map(([name, text]) => ({
      text: words.tags.text(name, text),
      differs: text !== other.texts[name],
    })),
  ];
}
