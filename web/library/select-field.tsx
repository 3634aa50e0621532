import type { ReactNode } from 'react';
import fields from './fields.module.css';

interface SelectFieldProps<Value extends string | number> {
  /** Name; undefined within a label. */
  readonly label?: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly onValue: (value: Value) => void;
  readonly className?: string | undefined;
  /** Further options, above the others. */
  readonly children?: ReactNode;
}

/** Field with a list of values to choose one of. */
export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>) {
  const { label, value, options, nameOf, onValue, className = '', children } = props;
  return (
    <select
      className={`${fields.select} ${className}`}
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => String(option) === currentTarget.value);
        if (chosen !== undefined) onValue(chosen);
      }}
    >
      {children}
      {options.map((option) => (
        <option key={option} value={option}>
          {nameOf(option)}
        </option>
      ))}
    </select>
  );
}
