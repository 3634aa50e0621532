import { SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { words } from '../language/en/how.ts';
import { genreName, percent } from '../language/en/main.ts';
import { percentText } from '../language/language.ts';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import switchClasses from '../theme/switch.module.css';
import { CnnPicture, DensePicture, EarPicture, LstmPicture } from './network-pictures.tsx';
import classes from './pictures.module.css';
import { RangeField } from './range-field.tsx';
import { Step } from './step.tsx';
import { accuracyOf, collection, nearest, type Piece, type Split, votes } from './toy.ts';

const PIECES = collection();
const GENRES = ['jazz', 'reggae', 'rock'];
const COLOURS = GENRES.map((genre) => `var(--genre-${genre}-fill)`);
const FOLDS = 4;
/** Confidence in percent below which the demonstration speaks as an unsure model. */
const UNSURE_BELOW = 55;
const STEP_BY_KEY: Record<string, readonly [number, number]> = {
  ArrowLeft: [-2, 0],
  ArrowRight: [2, 0],
  ArrowUp: [0, -2],
  ArrowDown: [0, 2],
};
const NETWORK_PICTURES = [DensePicture, LstmPicture, CnnPicture, EarPicture];

export function Neighbours() {
  const [song, setSong] = useState({ x: 60, y: 36 });
  const [k, setK] = useState(7);
  const neighbours = nearest(song, PIECES, k);
  const counts = votes(neighbours)
    .map((count, genre) => ({ count, name: genreName(GENRES[genre]!) }))
    .sort((a, b) => b.count - a.count)
    .map(({ count, name }) => `${name} ${count}`)
    .join(', ');
  const move = (x: number, y: number) => setSong({ x: within(x), y: within(y) });
  return (
    <Step
      title={words.knn.title}
      text={words.knn.text}
      aside={
        <>
          <RangeField label={words.knn.k} min={1} max={25} step={2} value={k} onChange={setK} />
          <p className={classes.fact} aria-live="polite">
            {words.knn.votes(counts)}
          </p>
        </>
      }
    >
      <NeighbourPlane song={song} neighbours={neighbours} counts={counts} onMove={move} />
    </Step>
  );
}

interface NeighbourPlaneProps {
  readonly song: { readonly x: number; readonly y: number };
  readonly neighbours: readonly Piece[];
  /** Number of neighbours by genre, in words. */
  readonly counts: string;
  readonly onMove: (x: number, y: number) => void;
}

/** Plane of songs, on which one can be moved. */
function NeighbourPlane({ song, neighbours, counts, onMove }: NeighbourPlaneProps) {
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons === 0) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    onMove((100 * (event.clientX - left)) / width, (100 * (event.clientY - top)) / height);
  };
  const step = (event: KeyboardEvent) => {
    const by = STEP_BY_KEY[event.key];
    if (!by) return;
    event.preventDefault();
    onMove(song.x + by[0], song.y + by[1]);
  };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a group with one control in it, which has its name.
    <svg className={classes.plane} viewBox="0 0 100 100" onPointerDown={drag} onPointerMove={drag}>
      <rect width="100" height="100" rx="4" fill="var(--well)" />
      {neighbours.map((piece) => (
        <line
          key={keyOf(piece)}
          x1={song.x}
          y1={song.y}
          x2={piece.x}
          y2={piece.y}
          stroke={COLOURS[piece.genre]}
          strokeWidth="0.7"
        />
      ))}
      {PIECES.map((piece) => (
        <circle
          key={keyOf(piece)}
          cx={piece.x}
          cy={piece.y}
          r={neighbours.includes(piece) ? 1.9 : 1.2}
          fill={COLOURS[piece.genre]}
        />
      ))}
      <g
        className={classes.song}
        role="slider"
        tabIndex={0}
        aria-label={words.knn.song}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(song.x)}
        aria-valuetext={`${words.knn.picture(Math.round(song.x), Math.round(song.y))}. ${words.knn.votes(counts)}`}
        onKeyDown={step}
      >
        <circle cx={song.x} cy={song.y} r="5.4" fill="transparent" className={classes.halo} />
        <circle cx={song.x} cy={song.y} r="3.4" fill="var(--ink)" stroke="var(--card)" />
      </g>
    </svg>
  );
}

export function Networks() {
  return (
    <Step title={words.networks.title} text={words.networks.text}>
      <div className={classes.networks}>
        {words.networks.list.map(({ name, text }, i) => {
          const Picture = NETWORK_PICTURES[i]!;
          return (
            <div key={name}>
              <Picture />
              <h3>{name}</h3>
              <p>{text}</p>
            </div>
          );
        })}
      </div>
    </Step>
  );
}

export function Leakage() {
  const [split, setSplit] = useState<Split>('pieces');
  const isTested = (piece: Piece, i: number) => (split === 'pieces' ? i : piece.song) % FOLDS === 0;
  return (
    <Step
      title={words.leak.title}
      text={words.leak.text}
      aside={
        <>
          <SegmentedControl
            className={classes.switch}
            classNames={switchClasses}
            aria-label={words.leak.choice}
            value={split}
            onChange={setSplit}
            data={[
              { value: 'pieces', label: words.leak.pieces },
              { value: 'songs', label: words.leak.songs },
            ]}
          />
          <p className={classes.big}>
            <strong>{percent(accuracyOf(PIECES, split))}</strong> {words.leak.right}
          </p>
          <p aria-live="polite">{words.leak.said[split]}</p>
        </>
      }
    >
      <svg className={classes.plane} viewBox="0 0 100 108" role="img" aria-label={words.leak.picture}>
        <rect width="100" height="100" rx="4" fill="var(--well)" />
        {PIECES.map((piece, i) => {
          const colour = COLOURS[piece.genre];
          const tested = isTested(piece, i);
          return (
            <circle
              key={keyOf(piece)}
              cx={piece.x}
              cy={piece.y}
              r={tested ? 1.7 : 1.2}
              fill={tested ? 'var(--card)' : colour}
              stroke={colour}
              strokeWidth="0.8"
            />
          );
        })}
        <circle cx="3" cy="105" r="1.3" fill="var(--dim)" />
        <text x="6.5" y="106.4" fontSize="4" fill="var(--dim)">
          {words.leak.learned}
        </text>
        <circle cx="36" cy="105" r="1.6" fill="var(--card)" stroke="var(--dim)" strokeWidth="0.8" />
        <text x="39.5" y="106.4" fontSize="4" fill="var(--dim)">
          {words.leak.tested}
        </text>
      </svg>
    </Step>
  );
}

export function Confidence() {
  const [right, setRight] = useState(78);
  const unsure = right < UNSURE_BELOW;
  return (
    <Step
      title={words.sure.title}
      text={words.sure.text}
      aside={
        <>
          <RangeField
            label={words.sure.says}
            min={20}
            max={99}
            value={right}
            onChange={setRight}
            shown={percentText(right)}
          />
          <p className={classes.fact} aria-live="polite">
            {words.sure.claim(right)}
          </p>
          {unsure && <p>{words.sure.unsure}</p>}
          <p>
            <Link className={classes.next} href={PATHS.models}>
              {words.sure.next}
            </Link>
          </p>
        </>
      }
    >
      <div className={classes.dots} data-unsure={unsure} role="img" aria-label={words.sure.picture(right)}>
        {Array.from({ length: 100 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a spot is its place.
          <i key={i} data-right={i < right} />
        ))}
      </div>
    </Step>
  );
}

function keyOf({ x, y }: Piece): string {
  return `${x} ${y}`;
}

function within(value: number): number {
  return Math.min(96, Math.max(4, value));
}
