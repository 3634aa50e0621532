import { words } from '../../strings.library.ts';
import { genreName } from '../../strings.ts';
import { genreFill } from '../../theme/palette.ts';
import fields from '../fields.module.css';
import classes from './rules.module.css';
import type { TagChoices } from './tag-choices.ts';

interface RulesProps {
  readonly choices: TagChoices;
  readonly onChange: (changes: Partial<TagChoices>) => void;
  /** Songs that are selected in the table. */
  readonly selected: number;
  /** Those of the library. */
  readonly genres: readonly string[];
}

/** What shall be written, and where. */
export function Rules({ choices, onChange, selected, genres }: RulesProps) {
  return (
    <>
      {selected > 0 && (
        <Radios
          legend={words.tags.which}
          value={choices.scope}
          options={[
            ['selected', words.tags.selected(selected)],
            ['all', words.tags.all],
          ]}
          onValue={(scope) => onChange({ scope })}
        />
      )}
      <Radios
        legend={words.tags.only}
        value={choices.only}
        options={[
          ['empty', words.tags.onlyEmpty],
          ['all', words.tags.onlyAll],
        ]}
        onValue={(only) => onChange({ only })}
      />
      <div className={fields.group}>
        {(['sureOnly', 'tempo'] as const).map((name) => (
          <label key={name} className={fields.check}>
            <input
              type="checkbox"
              checked={choices[name]}
              onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
            />
            {words.tags[name]}
          </label>
        ))}
      </div>
      <details className={classes.names}>
        <summary>{words.tags.names}</summary>
        <p>{words.tags.namesHint}</p>
        {genres.map((genre) => (
          <label key={genre}>
            <span>
              <i style={{ background: genreFill(genre) }} />
              {genreName(genre)}
            </span>
            <input
              className={fields.text}
              aria-label={words.tags.nameFor(genre)}
              maxLength={400}
              placeholder={words.tags.usualName(genre)}
              value={choices.names[genre] ?? ''}
              onChange={(event) =>
                onChange({ names: { ...choices.names, [genre]: event.currentTarget.value } })
              }
            />
          </label>
        ))}
      </details>
    </>
  );
}

interface RadiosProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly onValue: (value: Value) => void;
}

function Radios<Value extends string>({ legend, value, options, onValue }: RadiosProps<Value>) {
  return (
    <fieldset className={fields.group}>
      <legend>{legend}</legend>
      {options.map(([option, name]) => (
        <label key={option} className={fields.check}>
          <input type="radio" name={legend} checked={option === value} onChange={() => onValue(option)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
