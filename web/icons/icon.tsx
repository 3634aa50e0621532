import type { SVGProps } from 'react';

interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'stroke'> {
  /** CSS pixels, or a CSS length. Default 24. */
  readonly size?: number | string;
  /** Width of the strokes, of 24 for the whole. Default 2. */
  readonly stroke?: number;
}

type Icon = (props: IconProps) => React.JSX.Element;

const ROUND = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const FULL = { fill: 'currentColor' } as const;

/** A drawing of 24 x 24, in strokes of the text's colour. */
export function outlined(path: string): Icon {
  return ({ stroke = 2, ...props }) => drawing(path, { ...ROUND, strokeWidth: stroke }, props);
}

/** A drawing of 24 x 24, filled with the text's colour. */
export function filled(path: string): Icon {
  return ({ stroke: _, ...props }) => drawing(path, FULL, props);
}

/** Hidden from screen readers unless it has a label. */
function drawing(
  path: string,
  ink: SVGProps<SVGSVGElement>,
  { size = 24, ...props }: Omit<IconProps, 'stroke'>,
) {
  const access = props['aria-label'] === undefined ? { 'aria-hidden': true } : { role: 'img' };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is hidden, or has a label.
    <svg viewBox="0 0 24 24" width={size} height={size} {...ink} {...access} {...props}>
      <path d={path} />
    </svg>
  );
}
