import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import fields from '../fields.module.css';
import { SelectField } from '../select-field.tsx';
import { CommentField } from './comment-field.tsx';
import { GenreNames } from './genre-names.tsx';
import { Radios } from './radios.tsx';
import classes from './rules.module.css';
import type { TagChoices } from './tag-choices.ts';

interface RulesProps {
  readonly choices: TagChoices;
  readonly onChange: (changes: Partial<TagChoices>) => void;
  /** Songs that are selected in the table. */
  readonly selected: number;
  /** Genres of the library. */
  readonly genres: readonly string[];
  /** A song to show what a comment makes of it. */
  readonly sample: LibrarySong | undefined;
}

const text = words.tags;

/** Rules of tagging: what is written, and where. */
export function Rules({ choices, onChange, selected, genres, sample }: RulesProps) {
  const isSound = choices.what === 'sound';
  return (
    <>
      {selected > 0 && (
        <Radios
          legend={text.which}
          value={choices.scope}
          options={[
            ['selected', text.selected(selected)],
            ['all', text.all],
          ]}
          onValue={(scope) => onChange({ scope })}
        />
      )}
      <Radios
        legend={text.what}
        value={choices.what}
        options={[
          ['sound', text.sound],
          ['loudness', text.loudness],
        ]}
        onValue={(what) => onChange({ what })}
      />
      {isSound ? (
        <SoundParts choices={choices} onChange={onChange} sample={sample} />
      ) : (
        <p className={classes.note}>{choices.scope === 'all' ? text.loudnessSelect : text.loudnessNote}</p>
      )}
      <Radios
        legend={text.only}
        value={choices.only}
        options={[
          ['empty', text.onlyEmpty],
          ['all', text.onlyAll],
        ]}
        onValue={(only) => onChange({ only })}
      />
      {isSound && choices.genre && (
        <GenreNames genres={genres} names={choices.names} onNames={(names) => onChange({ names })} />
      )}
    </>
  );
}

function SoundParts({ choices, onChange, sample }: Pick<RulesProps, 'choices' | 'onChange' | 'sample'>) {
  const check = (name: 'genre' | 'sureOnly' | 'tempo' | 'mood') => (
    <label className={fields.check}>
      <input
        type="checkbox"
        checked={choices[name]}
        onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
      />
      {text.parts[name]}
    </label>
  );
  return (
    <div className={fields.group}>
      {check('genre')}
      {choices.genre && <div className={classes.below}>{check('sureOnly')}</div>}
      {check('tempo')}
      <div className={classes.key}>
        <label className={fields.check}>
          <input
            type="checkbox"
            checked={choices.key !== 'none'}
            onChange={(event) => onChange({ key: event.currentTarget.checked ? 'letters' : 'none' })}
          />
          {text.parts.key}
        </label>
        {choices.key !== 'none' && (
          <SelectField
            label={text.keyStyle}
            value={choices.key}
            options={['letters', 'camelot'] as const}
            nameOf={(style) => text.keyStyles[style]}
            onValue={(key) => onChange({ key })}
          />
        )}
      </div>
      {check('mood')}
      <CommentField
        comment={choices.comment}
        onComment={(comment) => onChange({ comment })}
        sample={sample}
      />
    </div>
  );
}
