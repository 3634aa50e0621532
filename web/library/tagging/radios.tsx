import fields from '../fields.module.css';

interface RadiosProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly onValue: (value: Value) => void;
}

/** One of a few. */
export function Radios<Value extends string>({ legend, value, options, onValue }: RadiosProps<Value>) {
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
