import { percent } from '../language/en/main.ts';
import { words } from '../language/en/models.ts';
import classes from './reliability.module.css';
import type { ReliabilityPoint } from './report.ts';

const SIZE = 300;
const MARKS = [0, 0.5, 1];

/** Reliability diagram: accuracy against confidence. */
export function Reliability({ points }: { points: readonly ReliabilityPoint[] }) {
  const { reliability } = words;
  const most = Math.max(...points.map(({ n }) => n));
  const sorted = [...points].sort((a, b) => a.confidence - b.confidence);
  const line = sorted.map(({ confidence, accuracy }) => `${x(confidence)},${y(accuracy)}`).join(' ');
  return (
    <figure className={classes.figure}>
      <h3 className={classes.title}>{reliability.title}</h3>
      <svg className={classes.plot} viewBox="-44 -12 360 360" role="img" aria-label={inWords(sorted)}>
        <rect width={SIZE} height={SIZE} rx="10" className={classes.ground} />
        <line x1="0" y1={SIZE} x2={SIZE} y2="0" className={classes.ideal} />
        <polyline points={line} className={classes.line} />
        {sorted.map((point) => (
          <circle
            key={point.confidence}
            cx={x(point.confidence)}
            cy={y(point.accuracy)}
            r={3 + 5 * Math.sqrt(point.n / most)}
          >
            <title>{pointInWords(point)}</title>
          </circle>
        ))}
        {MARKS.map((mark) => (
          <g key={mark} className={classes.mark}>
            <text x={x(mark)} y={SIZE + 20} textAnchor="middle">
              {percent(mark)}
            </text>
            <text x={-8} y={y(mark) + 4} textAnchor="end">
              {percent(mark)}
            </text>
          </g>
        ))}
        <text x={SIZE / 4} y={SIZE + 20} textAnchor="middle" className={classes.axis}>
          {reliability.x}
        </text>
        <text x={10} y={22} className={classes.axis}>
          {reliability.y}
        </text>
      </svg>
      <figcaption className={classes.caption}>{reliability.caption}</figcaption>
    </figure>
  );
}

function x(share: number): number {
  return share * SIZE;
}

function y(share: number): number {
  return (1 - share) * SIZE;
}

function inWords(points: readonly ReliabilityPoint[]): string {
  return points.map(pointInWords).join('. ');
}

function pointInWords({ confidence, accuracy, n }: ReliabilityPoint): string {
  return words.reliability.point(percent(confidence), percent(accuracy), n);
}
