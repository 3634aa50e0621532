import { IconX } from '../../icons/icons.ts';
import { genreName, strings } from '../../language/en/main.ts';
import { words } from '../../language/en/playlists.ts';
import fields from '../fields.module.css';
import { SelectField } from '../select-field.tsx';
import filters from '../songs/filters.module.css';
import type { Choices } from './recipe.ts';

interface ChoiceFieldsProps {
  readonly choices: Choices;
  /** Genres of the library. */
  readonly genres: readonly string[];
  readonly onChange: (changes: Partial<Choices>) => void;
}

const text = words.choices;
const LONGEST_TEXT = 400;
const MAX_YEAR = 9999;
const DAYS = [7, 30, 90, 365] as const;

/** Years, when songs came, words that are said of them, and what is left out. */
export function ChoiceFields({ choices, genres, onChange }: ChoiceFieldsProps) {
  const typed = (name: 'words' | 'excludedFolders') => (
    <label className={fields.label}>
      {text[name]}
      <input
        className={fields.text}
        placeholder={name === 'words' ? sayable() : text.examples[name]}
        maxLength={LONGEST_TEXT}
        value={choices[name]}
        onChange={({ currentTarget: { value } }) => onChange({ [name]: value })}
      />
    </label>
  );
  return (
    <>
      <fieldset className={filters.range}>
        <legend>{text.years}</legend>
        {(['yearMin', 'yearMax'] as const).map((end) => (
          <input
            key={end}
            type="number"
            inputMode="numeric"
            min={1}
            max={MAX_YEAR}
            aria-label={text[end]}
            placeholder={text.examples[end]}
            value={choices[end] ?? ''}
            onChange={({ currentTarget: { valueAsNumber } }) =>
              onChange({ [end]: valueAsNumber >= 1 && valueAsNumber <= MAX_YEAR ? valueAsNumber : undefined })
            }
          />
        ))}
      </fieldset>
      <label className={fields.label}>
        {text.added}
        <SelectField
          value={DAYS.find((days) => days === choices.addedDays) ?? ''}
          options={['', ...DAYS] as const}
          nameOf={(days) => (days === '' ? text.anyTime : text.within[days])}
          onValue={(days) => onChange({ addedDays: days || undefined })}
        />
      </label>
      {typed('words')}
      <ExcludedGenres choices={choices} genres={genres} onChange={onChange} />
      {typed('excludedFolders')}
    </>
  );
}

/** Two of the words that songs can have: what else is typed finds nothing. */
function sayable(): string {
  return ['electronic', 'instrumental'].map(strings.sound.word).join(', ');
}

function ExcludedGenres({ choices: { excludedGenres }, genres, onChange }: ChoiceFieldsProps) {
  return (
    <>
      <label className={fields.label}>
        {text.excludedGenres}
        <SelectField
          value=""
          options={['', ...genres.filter((genre) => !excludedGenres.includes(genre))]}
          nameOf={(genre) => (genre === '' ? text.noGenre : genreName(genre))}
          onValue={(genre) => onChange({ excludedGenres: [...excludedGenres, genre] })}
        />
      </label>
      {excludedGenres.length > 0 && (
        <div className={filters.panel}>
          {excludedGenres.map((genre) => (
            <button
              key={genre}
              type="button"
              className={filters.chip}
              aria-label={text.letIn(genreName(genre))}
              onClick={() => onChange({ excludedGenres: excludedGenres.filter((other) => other !== genre) })}
            >
              {genreName(genre)}
              <IconX size={14} aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
    </>
  );
}
