import { useId } from 'react';
import { words } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import fields from '../fields.module.css';
import { SelectField } from '../select-field.tsx';
import { soundChoices } from '../songs/song-filter.ts';
import { SoundFilter } from '../songs/sound-filter.tsx';
import classes from './builder.module.css';
import { ChoiceFields } from './choice-fields.tsx';
import { COURSES, chosenOf } from './recipe.ts';
import type { PartProps } from './seeds.tsx';

const text = words.playlist;

/** Fields that restrict the songs of the list. */
export function Conditions({
  recipe: { mode, filter, choices },
  onChange,
  genres,
}: PartProps & { genres: readonly string[] }) {
  const panel = useId();
  const chosen = soundChoices(filter) + filter.genres.length + chosenOf(choices).length;
  return (
    <details key={mode} className={classes.conditions} open={mode === 'kind' || chosen > 0}>
      <summary>{text.only(chosen)}</summary>
      <div className={classes.part}>
        <label className={fields.label}>
          {text.genre}
          <SelectField
            value={filter.genres[0] ?? ''}
            options={['', ...genres]}
            nameOf={(genre) => (genre === '' ? text.anyGenre : genreName(genre))}
            onValue={(genre) => onChange({ filter: { ...filter, genres: genre === '' ? [] : [genre] } })}
          />
        </label>
        <SoundFilter id={panel} filter={filter} onChange={(changed) => onChange({ filter: changed })} />
        <ChoiceFields
          choices={choices}
          genres={genres}
          onChange={(changed) => onChange({ choices: { ...choices, ...changed } })}
        />
      </div>
    </details>
  );
}

/** Fields for the transitions between songs. */
export function Order({ recipe: { mode, mix, energyCourse }, onChange }: PartProps) {
  return (
    <div className={classes.part}>
      <label className={fields.check}>
        <input
          type="checkbox"
          checked={mix}
          onChange={(event) => onChange({ mix: event.currentTarget.checked })}
        />
        {text.mix}
      </label>
      {mode !== 'path' && (
        <label className={fields.label}>
          {text.course}
          <SelectField
            value={energyCourse ?? ''}
            options={['', ...COURSES]}
            nameOf={(course) => (course === '' ? text.anyCourse : text.courses[course])}
            onValue={(course) => onChange({ energyCourse: course || undefined })}
          />
        </label>
      )}
    </div>
  );
}
