/** Small drawings of what each kind of network looks at. Decoration beside the words. */
import classes from './pictures.module.css';

const LAYERS = [6, 4, 3];
const STEPS = [0, 1, 2, 3, 4];
const CELLS = Array.from({ length: 8 * 12 }, (_, i) => i);

export function DensePicture() {
  const nodes = LAYERS.map((count, layer) =>
    Array.from({ length: count }, (_, i) => ({ x: 20 + layer * 60, y: 60 + (i - (count - 1) / 2) * 18 })),
  );
  return (
    <svg className={classes.picture} viewBox="0 0 160 120" aria-hidden="true">
      {nodes
        .slice(1)
        .flatMap((layer, l) =>
          layer.flatMap((to) =>
            nodes[l]!.map((from) => (
              <line
                key={`${from.x} ${from.y} ${to.y}`}
                x1={from.x}
                y1={from.y}
                x2={to.x}
                y2={to.y}
                stroke="var(--wave)"
                strokeWidth="0.8"
              />
            )),
          ),
        )}
      {nodes.flat().map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="6" fill="var(--genre-blues-fill)" />
      ))}
    </svg>
  );
}

export function LstmPicture() {
  return (
    <svg className={classes.picture} viewBox="0 0 160 120" aria-hidden="true">
      <line x1="8" x2="152" y1="46" y2="46" stroke="var(--wave)" strokeWidth="3" />
      {STEPS.map((step) => (
        <g key={step} transform={`translate(${16 + step * 32} 0)`}>
          <line x1="0" x2="0" y1="58" y2="88" stroke="var(--wave)" strokeWidth="1.5" />
          <rect
            x="-10"
            y="34"
            width="20"
            height="24"
            rx="6"
            fill="var(--genre-hiphop-fill)"
            opacity={0.4 + 0.15 * step}
          />
          <rect
            x="-6"
            y="88"
            width="12"
            height={10 + ((step * 7) % 16)}
            rx="3"
            fill="var(--genre-jazz-fill)"
          />
        </g>
      ))}
    </svg>
  );
}

const IMPRESSION = Array.from({ length: 9 }, (_, i) => 8 + 26 * Math.abs(Math.sin(i * 1.9 + 0.6)));

export function EarPicture() {
  return (
    <svg className={classes.picture} viewBox="0 0 160 120" aria-hidden="true">
      {[18, 30, 42].map((radius) => (
        <path
          key={radius}
          d={`M${34 + radius / 2} ${60 - radius}a${radius} ${radius} 0 0 1 0 ${2 * radius}`}
          fill="none"
          stroke="var(--wave)"
          strokeWidth="4"
          strokeLinecap="round"
        />
      ))}
      <circle cx="30" cy="60" r="9" fill="var(--genre-metal-fill)" />
      {IMPRESSION.map((height, i) => (
        <rect
          key={height}
          x={106}
          y={16 + i * 10}
          width={height}
          height="7"
          rx="3"
          fill="var(--genre-metal-fill)"
          opacity={0.35 + 0.07 * i}
        />
      ))}
    </svg>
  );
}

export function CnnPicture() {
  return (
    <svg className={classes.picture} viewBox="0 0 160 120" aria-hidden="true">
      {CELLS.map((cell) => {
        const [column, row] = [cell % 12, Math.floor(cell / 12)];
        const level = Math.max(0, Math.sin(column * 1.57) * Math.cos(row * 0.9 + column * 0.4));
        return (
          <rect
            key={cell}
            x={8 + column * 12}
            y={12 + row * 12}
            width="11"
            height="11"
            rx="2"
            fill={`color-mix(in oklab, var(--genre-rock-fill) ${Math.round(85 * level)}%, var(--well))`}
          />
        );
      })}
      <rect x="55" y="35" width="37" height="37" rx="4" fill="none" stroke="var(--ink)" strokeWidth="2.4" />
    </svg>
  );
}
