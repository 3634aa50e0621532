import { IconX } from '../../icons/icons.ts';
import { MAX_PERCENT } from './wishes.ts';
import classes from './wishes-page.module.css';

interface WishSliderProps {
  readonly name: string;
  readonly ends: readonly [little: string, much: string];
  /** Value of the wish; undefined without one. */
  readonly percent: number | undefined;
  /** Meaning of the slider's position, in words. */
  readonly valueText: string;
  readonly clearName: string;
  readonly onPercent: (percent: number | undefined) => void;
}

/** A part of the description between its ends; it is a wish once it was touched. */
export function WishSlider({ name, ends, percent, valueText, clearName, onPercent }: WishSliderProps) {
  const isSet = percent !== undefined;
  return (
    <div className={classes.wish} data-set={isSet}>
      <label>
        <span className={classes.name}>{name}</span>
        <input
          type="range"
          min={0}
          max={MAX_PERCENT}
          step={5}
          value={percent ?? MAX_PERCENT / 2}
          aria-valuetext={valueText}
          onChange={({ currentTarget: { valueAsNumber } }) => onPercent(valueAsNumber)}
          // A press without a move is a wish, too.
          onPointerUp={({ currentTarget: { valueAsNumber } }) => onPercent(valueAsNumber)}
        />
      </label>
      <div className={classes.ends} aria-hidden="true">
        <span>{ends[0]}</span>
        <strong>{isSet ? valueText : ''}</strong>
        <span>{ends[1]}</span>
      </div>
      <button type="button" aria-label={clearName} disabled={!isSet} onClick={() => onPercent(undefined)}>
        <IconX size={16} />
      </button>
    </div>
  );
}
