import classes from './pictures.module.css';

interface RangeFieldProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Value in words, if it is no bare number. */
  readonly shown?: string;
}

/** A slider with its name and its value above it. */
export function RangeField({ label, min, max, step = 1, value, onChange, shown }: RangeFieldProps) {
  return (
    <label className={classes.slider}>
      <span>
        {label} <output>{shown ?? value}</output>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
