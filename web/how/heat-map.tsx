import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { FeatureArray } from '../../src/features/recipe.ts';
import classes from './pictures.module.css';

interface HeatMapProps {
  readonly feature: FeatureArray;
  readonly label: string;
  /** Position of the cursor, 0..1. */
  readonly share: number;
}

/** Colour ramp from silent to loud, as names of the palette's variables. */
const RAMP = ['--well', '--genre-hiphop-fill', '--genre-rock-fill', '--genre-classical-fill'];
const RANGE_DB = 70;

/** A feature over time as colours; rows from bottom to top. */
export function HeatMap({ feature, label, share }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours come from the scheme's style sheet.
  useEffect(() => {
    if (canvas.current) draw(canvas.current, feature);
  }, [feature, scheme]);
  return (
    <div className={classes.map}>
      <canvas ref={canvas} width={feature.shape[1]} height={feature.shape[0]} role="img" aria-label={label} />
      <span className={classes.mapNeedle} style={{ left: `${100 * share}%` }} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, { data, shape }: FeatureArray): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const [rows, frames] = shape as [number, number];
  const style = getComputedStyle(canvas);
  const colours = RAMP.map((name) => rgbOf(style.getPropertyValue(name)));
  const loudest = data.reduce((most, value) => Math.max(most, value), -Infinity);
  const image = context.createImageData(frames, rows);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < frames; t++) {
      const level = 1 - (loudest - data[row * frames + t]!) / RANGE_DB;
      const at = 4 * ((rows - 1 - row) * frames + t);
      image.data.set(mixed(colours, Math.min(1, Math.max(0, level))), at);
    }
  }
  context.putImageData(image, 0, 0);
}

function mixed(colours: readonly number[][], level: number): number[] {
  const place = level * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(place));
  const [low, high] = [colours[index]!, colours[index + 1]!];
  return [...low.map((value, i) => value + (place - index) * (high[i]! - value)), 255];
}

/** Components of `#rrggbb`. */
function rgbOf(hex: string): number[] {
  const text = hex.trim();
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}
