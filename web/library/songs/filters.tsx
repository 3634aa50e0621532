import { useEffect, useId, useState } from 'react';
import { IconAdjustmentsHorizontal, IconSearch, IconTagOff, IconX } from '../../icons/icons.ts';
import { words } from '../../strings.library.ts';
import { genreName } from '../../strings.ts';
import fields from '../fields.module.css';
import classes from './filters.module.css';
import { cleared, isNarrowed, SORTS, type SongFilter, sortedBy, soundChoices } from './song-filter.ts';
import { SoundFilter } from './sound-filter.tsx';

interface FiltersProps {
  readonly filter: SongFilter;
  readonly onChange: (filter: SongFilter) => void;
  /** Genres of the library. */
  readonly genres: readonly string[];
}

/** Debounce time of the search. */
const PAUSE_MS = 220;
/** Several genres are chosen above; here stands that they are. */
const SEVERAL = ' ';

/** Filters of the table. */
export function Filters({ filter, onChange, genres }: FiltersProps) {
  const panel = useId();
  const [open, setOpen] = useState(() => soundChoices(filter) > 0);
  return (
    <search className={classes.filters} aria-label={words.filter.label}>
      <SearchField text={filter.q} onText={(q) => onChange({ ...filter, q })} />
      <select
        className={fields.select}
        aria-label={words.filter.genre}
        value={filter.genres.length < 2 ? (filter.genres[0] ?? '') : SEVERAL}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ ...filter, genres: value === '' ? [] : [value] });
        }}
      >
        <option value="">{words.filter.allGenres}</option>
        {filter.genres.length > 1 && (
          <option value={SEVERAL} hidden>
            {filter.genres.map(genreName).join(', ')}
          </option>
        )}
        {[...new Set([...genres, ...filter.genres])].map((genre) => (
          <option key={genre} value={genre}>
            {genreName(genre)}
          </option>
        ))}
      </select>
      <select
        className={fields.select}
        aria-label={words.filter.sure}
        value={filter.sure}
        onChange={(event) => onChange({ ...filter, sure: event.currentTarget.value as SongFilter['sure'] })}
      >
        {(['any', 'yes', 'no'] as const).map((sure) => (
          <option key={sure} value={sure}>
            {words.filter.sureness[sure]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={classes.sound}
        aria-pressed={filter.disagrees}
        onClick={() => onChange({ ...filter, disagrees: !filter.disagrees })}
      >
        <IconTagOff size={18} aria-hidden="true" />
        {words.filter.disagrees}
      </button>
      <button
        type="button"
        className={classes.sound}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        <IconAdjustmentsHorizontal size={18} aria-hidden="true" />
        {words.filter.sound(soundChoices(filter))}
      </button>
      <select
        className={`${fields.select} ${classes.sort}`}
        aria-label={words.table.sort}
        value={filter.sort}
        onChange={(event) => {
          const sort = SORTS.find((name) => name === event.currentTarget.value);
          if (sort) onChange(sortedBy(filter, sort));
        }}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {words.sort(sort)}
          </option>
        ))}
      </select>
      {(['artist', 'album'] as const).map(
        (name) =>
          filter[name] !== undefined && (
            <button
              key={name}
              type="button"
              className={classes.chip}
              aria-label={words.filter.remove(filter[name])}
              onClick={() => onChange({ ...filter, [name]: undefined })}
            >
              {filter[name]}
              <IconX size={14} aria-hidden="true" />
            </button>
          ),
      )}
      {isNarrowed(filter) && (
        <button type="button" className={classes.clear} onClick={() => onChange(cleared(filter))}>
          {words.filter.clearAll}
        </button>
      )}
      {open && <SoundFilter id={panel} filter={filter} onChange={onChange} />}
    </search>
  );
}

/** Search field, which applies its text when the typing pauses. */
function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onText(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text, onText]);
  return (
    <div className={classes.search}>
      <IconSearch size={19} aria-hidden="true" />
      <input
        type="search"
        aria-label={words.filter.search}
        placeholder={words.filter.search}
        value={typed}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed && (
        <button type="button" aria-label={words.filter.clear} onClick={() => setTyped('')}>
          <IconX size={16} />
        </button>
      )}
    </div>
  );
}
