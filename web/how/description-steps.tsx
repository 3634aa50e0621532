import { useState } from 'react';
import { words } from '../language/en/how.ts';
import classes from './description-steps.module.css';
import pictures from './pictures.module.css';
import { RangeField } from './range-field.tsx';
import { Step } from './step.tsx';

const text = words.description;
const MIDDLE = 50;
/** Distance from the middle within which the mood is undecided; for songs the confidence decides. */
const NEAR = 12;
const CORNERS = [
  { arousal: 'excited', valence: 'negative', x: 25, y: 16 },
  { arousal: 'excited', valence: 'positive', x: 75, y: 16 },
  { arousal: 'relaxed', valence: 'negative', x: 25, y: 89 },
  { arousal: 'relaxed', valence: 'positive', x: 75, y: 89 },
] as const;
const START = { valence: 70, arousal: 30 };

/** Steps beyond the genre: a plane of moods to move on, how the description is made, and how right it is. */
export function BeyondGenre() {
  return (
    <>
      <MoodStep />
      <Step title={text.way.title} text={text.way.text}>
        <dl className={classes.figures}>
          {text.way.list.map(({ part, of }) => (
            <div key={part}>
              <dt>{part}</dt>
              <dd>{of}</dd>
            </div>
          ))}
        </dl>
      </Step>
      <Step title={text.right.title} text={text.right.text}>
        <dl className={classes.figures}>
          {text.right.list.map(({ part, figure, of }) => (
            <div key={part}>
              <dt>{part}</dt>
              <dd>
                <strong>{figure}</strong> {of}
              </dd>
            </div>
          ))}
        </dl>
      </Step>
    </>
  );
}

function MoodStep() {
  const [{ valence, arousal }, setMood] = useState(START);
  const mood =
    text.moods[arousal > MIDDLE ? 'excited' : 'relaxed'][valence > MIDDLE ? 'positive' : 'negative'];
  const isMiddling = Math.hypot(valence - MIDDLE, arousal - MIDDLE) < NEAR;
  return (
    <Step
      title={text.title}
      text={text.text}
      aside={
        <>
          <RangeField
            label={text.valence}
            min={0}
            max={100}
            value={valence}
            onChange={(valence) => setMood({ valence, arousal })}
          />
          <RangeField
            label={text.arousal}
            min={0}
            max={100}
            value={arousal}
            onChange={(arousal) => setMood({ valence, arousal })}
          />
          <p className={pictures.fact} aria-live="polite">
            {isMiddling ? text.hardToSay : text.feels(mood)}
          </p>
        </>
      }
    >
      <MoodPlane valence={valence} arousal={arousal} here={isMiddling ? undefined : mood} />
    </Step>
  );
}

interface MoodPlaneProps {
  readonly valence: number;
  readonly arousal: number;
  /** Mood at that place; undefined near the middle. */
  readonly here: string | undefined;
}

function MoodPlane({ valence, arousal, here }: MoodPlaneProps) {
  return (
    <svg className={pictures.plane} viewBox="0 0 100 100" role="img" aria-label={text.picture}>
      <path className={classes.axes} d="M50 4v92M4 50h92" />
      {CORNERS.map(({ arousal, valence, x, y }) => {
        const name = text.moods[arousal][valence];
        return (
          <text
            key={name}
            className={classes.corner}
            data-here={name === here}
            x={x}
            y={y}
            textAnchor="middle"
          >
            {name}
          </text>
        );
      })}
      <circle className={classes.song} cx={4 + 0.92 * valence} cy={96 - 0.92 * arousal} r="3.4" />
    </svg>
  );
}
