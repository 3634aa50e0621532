import { type CSSProperties, useId } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { GENRES } from '../../src/genres.ts';
import { genreFill } from '../theme/palette.ts';
import { armDegrees, RING_RADII, type Ring, ringsOf } from './rings.ts';
import classes from './turntable.module.css';

interface TurntableProps {
  /** The song on the plate; none: a blank record with all genres on its label. */
  readonly prediction?: Prediction;
  readonly spinning: boolean;
  /** Position of the arm along the song, 0..1; undefined: at rest beside the record. */
  readonly armShare?: number;
}

/**
 * A record that is a portrait of its song: each ring has the colour of the genre that leads at that time, from
 * the edge (beginning) to the label (end), and the arm stands where the song is. Decoration: hidden from readers.
 */
export function Turntable({ prediction, spinning, armShare }: TurntableProps) {
  const arc = useId();
  const rings = prediction ? ringsOf(prediction) : [];
  const arm = { '--arm-turn': `${armDegrees(armShare)}deg` } as CSSProperties;
  return (
    <div className={classes.turntable} style={arm} aria-hidden="true">
      <svg className={classes.disc} viewBox="-200 -200 400 400" role="presentation">
        <circle r="199" fill="var(--vinyl)" stroke="var(--groove)" strokeWidth="1.5" />
        {RING_RADII.map((radius, i) => (
          <Groove key={radius} radius={radius} ring={rings[i]} gap={i % 7 === 3} />
        ))}
        <circle r="78" fill="var(--vinyl)" />
      </svg>
      <div className={classes.shine} />
      <div
        className={classes.label}
        style={{ background: labelBackground(prediction) }}
        data-spinning={spinning}
      >
        <svg viewBox="-60 -60 120 120" role="presentation">
          <path id={arc} d="M-42 0a42 42 0 1 1 84 0" fill="none" />
          <text className={classes.labelText}>
            <textPath href={`#${arc}`} startOffset="50%" textAnchor="middle">
              tonearm
            </textPath>
          </text>
          <rect x="-22" y="24" width="44" height="2.5" rx="1.25" fill="#fff" opacity="0.55" />
          <rect x="-14" y="31" width="28" height="2.5" rx="1.25" fill="#fff" opacity="0.55" />
          <circle r="5.5" fill="var(--paper)" />
        </svg>
      </div>
      <Arm />
    </div>
  );
}

interface GrooveProps {
  readonly radius: number;
  /** Genre ring at that time; undefined on a blank record. */
  readonly ring: Ring | undefined;
  /** The darker band between two tracks of a blank record. */
  readonly gap: boolean;
}

function Groove({ radius, ring, gap }: GrooveProps) {
  const style = ring
    ? { stroke: genreFill(ring.genre), opacity: 0.2 + 0.75 * ring.probability }
    : { stroke: 'var(--groove)', opacity: gap ? 0.25 : 0.9 };
  return (
    <circle className={classes.groove} r={radius} fill="none" strokeWidth={ring ? 2 : 1.2} style={style} />
  );
}

function Arm() {
  return (
    <svg className={classes.arm} viewBox="0 0 520 440" role="presentation">
      <circle cx="462" cy="62" r="36" fill="var(--well)" stroke="var(--line)" strokeWidth="1.5" />
      <g className={classes.armTurns}>
        <path
          d="M462 18V258q0 14-8 25l-12 17"
          fill="none"
          stroke="var(--arm-edge)"
          strokeWidth="10"
          strokeLinecap="round"
        />
        <path
          d="M462 18V258q0 14-8 25l-12 17"
          fill="none"
          stroke="var(--arm)"
          strokeWidth="7"
          strokeLinecap="round"
        />
        <rect x="447" y="2" width="30" height="32" rx="7" fill="var(--arm-edge)" />
        <rect
          x="-9"
          y="-6"
          width="18"
          height="38"
          rx="4"
          fill="var(--arm)"
          stroke="var(--arm-edge)"
          strokeWidth="1.5"
          transform="translate(444 297) rotate(35)"
        />
        <circle cx="462" cy="62" r="15" fill="var(--arm)" stroke="var(--arm-edge)" strokeWidth="2" />
        <circle cx="462" cy="62" r="4" fill="var(--arm-edge)" />
      </g>
    </svg>
  );
}

/** All ten for a blank record, the genre for a sure answer, the first three in proportion for an unsure one. */
function labelBackground(prediction: Prediction | undefined): string {
  if (!prediction) return slices(GENRES.map((genre) => ({ genre, probability: 1 })));
  if (prediction.outside) return 'var(--wave)';
  if (!prediction.unsure) return genreFill(prediction.genre);
  return slices(prediction.ranking.slice(0, 3));
}

function slices(parts: readonly { genre: string; probability: number }[]): string {
  const total = parts.reduce((sum, part) => sum + part.probability, 0);
  let end = 0;
  const stops = parts.map(({ genre, probability }) => {
    const start = end;
    end += (360 * probability) / total;
    return `${genreFill(genre)} ${start}deg ${end}deg`;
  });
  return `conic-gradient(${stops.join(', ')})`;
}
