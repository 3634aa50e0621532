import { useEffect, useId, useState } from 'react';
import { IconAdjustmentsHorizontal, IconSearch, IconTagOff, IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import { SelectField } from '../select-field.tsx';
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
      <GenreField filter={filter} onChange={onChange} genres={genres} />
      <SelectField
        label={words.filter.sure}
        value={filter.sure}
        options={['any', 'yes', 'no'] as const}
        nameOf={(sure) => words.filter.sureness[sure]}
        onValue={(sure) => onChange({ ...filter, sure })}
      />
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
      <SelectField
        className={classes.sort}
        label={words.table.sort}
        value={filter.sort}
        options={SORTS}
        nameOf={words.sort}
        onValue={(sort) => onChange(sortedBy(filter, sort))}
      />
      <NameChips filter={filter} onChange={onChange} />
      {isNarrowed(filter) && (
        <button type="button" className={classes.clear} onClick={() => onChange(cleared(filter))}>
          {words.filter.clearAll}
        </button>
      )}
      {open && <SoundFilter id={panel} filter={filter} onChange={onChange} />}
    </search>
  );
}

function GenreField({ filter, onChange, genres }: FiltersProps) {
  const several = filter.genres.length > 1;
  return (
    <SelectField
      label={words.filter.genre}
      value={several ? SEVERAL : (filter.genres[0] ?? '')}
      options={['', ...new Set([...genres, ...filter.genres])]}
      nameOf={(genre) => (genre === '' ? words.filter.allGenres : genreName(genre))}
      onValue={(genre) => onChange({ ...filter, genres: genre === '' ? [] : [genre] })}
    >
      {several && (
        <option value={SEVERAL} hidden>
          {filter.genres.map(genreName).join(', ')}
        </option>
      )}
    </SelectField>
  );
}

/** Names that the table is narrowed to, each with a button that lifts it. */
function NameChips({ filter, onChange }: Omit<FiltersProps, 'genres'>) {
  return (['artist', 'album'] as const).map(
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
