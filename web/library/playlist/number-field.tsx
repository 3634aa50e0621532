import { useState } from 'react';
import fields from '../fields.module.css';
import classes from './builder.module.css';

const MAX_SONGS = 500;

interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly least: number;
  readonly onValue: (value: number) => void;
}

/** A whole number that is typed. */
export function NumberField({ label, unit, value, least, onValue }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  return (
    <label className={classes.number}>
      <span>{label}</span>
      <input
        className={fields.text}
        type="number"
        inputMode="numeric"
        min={least}
        max={MAX_SONGS}
        required
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const number = currentTarget.valueAsNumber;
          if (Number.isInteger(number) && number >= least && number <= MAX_SONGS) onValue(number);
        }}
      />
      {unit && <span className={classes.unit}>{unit}</span>}
    </label>
  );
}
