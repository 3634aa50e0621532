import { words } from '../../language/en/library.ts';
import { strings } from '../../language/en/main.ts';
import { KEYS } from '../keys.ts';
import { SelectField } from '../select-field.tsx';
import { moodName } from '../song-words.ts';
import classes from './filters.module.css';
import { MOODS, type SongFilter } from './song-filter.ts';

interface SoundFilterProps {
  readonly id: string;
  readonly filter: SongFilter;
  readonly onChange: (filter: SongFilter) => void;
}

const text = words.filter;
const VOICES = ['any', 'sung', 'instrumental'] as const satisfies readonly SongFilter['voice'][];
const MAX_BPM = 1000;
const MAX_ENERGY = 10;

/** Filters by sound. */
export function SoundFilter({ id, filter, onChange }: SoundFilterProps) {
  const bounds = (name: 'tempo' | 'energy', most: number, step: number) => (
    <fieldset className={classes.range}>
      <legend>{text[name]}</legend>
      {([`${name}Min`, `${name}Max`] as const).map((end, i) => (
        <NumberField
          key={end}
          label={text[end]}
          hint={i === 0 ? text.from : text.to}
          most={most}
          step={step}
          value={filter[end]}
          onValue={(value) => onChange({ ...filter, [end]: value })}
        />
      ))}
    </fieldset>
  );
  return (
    <fieldset id={id} className={classes.panel} aria-label={text.soundLabel}>
      {bounds('tempo', MAX_BPM, 5)}
      {bounds('energy', MAX_ENERGY, 1)}
      <SelectField
        label={text.mood}
        value={filter.mood ?? ''}
        options={['', ...MOODS]}
        nameOf={(mood) => (mood === '' ? text.anyMood : moodName(mood))}
        onValue={(mood) => onChange({ ...filter, mood: mood || undefined })}
      />
      <SelectField
        label={text.key}
        value={filter.camelot ?? ''}
        options={['', ...KEYS.map(({ camelot }) => camelot)]}
        nameOf={keyName}
        onValue={(camelot) => onChange({ ...filter, camelot: camelot || undefined })}
      />
      <SelectField
        label={text.voice}
        value={filter.voice}
        options={VOICES}
        nameOf={(voice) => text.voices[voice]}
        onValue={(voice) => onChange({ ...filter, voice })}
      />
    </fieldset>
  );
}

function keyName(camelot: string): string {
  const key = KEYS.find((each) => each.camelot === camelot);
  return key ? text.keyName(strings.sound.keyName(key.name), camelot) : text.anyKey;
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  readonly step: number;
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}

function NumberField({ label, hint, most, step, value, onValue }: NumberFieldProps) {
  return (
    <input
      type="number"
      inputMode="numeric"
      min={0}
      max={most}
      step={step}
      aria-label={label}
      placeholder={hint}
      value={value ?? ''}
      onChange={({ currentTarget: { valueAsNumber } }) =>
        onValue(valueAsNumber >= 0 && valueAsNumber <= most ? valueAsNumber : undefined)
      }
    />
  );
}
