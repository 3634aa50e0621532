import { words } from '../../strings.library.ts';
import { strings } from '../../strings.ts';
import fields from '../fields.module.css';
import { KEYS } from '../keys.ts';
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
      <select
        className={fields.select}
        aria-label={text.mood}
        value={filter.mood ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, mood: MOODS.find((mood) => mood === value) })
        }
      >
        <option value="">{text.anyMood}</option>
        {MOODS.map((mood) => (
          <option key={mood} value={mood}>
            {moodName(mood)}
          </option>
        ))}
      </select>
      <select
        className={fields.select}
        aria-label={text.key}
        value={filter.camelot ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, camelot: value || undefined })}
      >
        <option value="">{text.anyKey}</option>
        {KEYS.map(({ camelot, name }) => (
          <option key={camelot} value={camelot}>
            {text.keyName(strings.sound.keyName(name), camelot)}
          </option>
        ))}
      </select>
      <select
        className={fields.select}
        aria-label={text.voice}
        value={filter.voice}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, voice: VOICES.find((voice) => voice === value) ?? 'any' })
        }
      >
        {VOICES.map((voice) => (
          <option key={voice} value={voice}>
            {text.voices[voice]}
          </option>
        ))}
      </select>
    </fieldset>
  );
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
