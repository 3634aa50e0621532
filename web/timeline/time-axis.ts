/** Time along a song: ticks, labels, and seconds to a place on the axis. Pure: no DOM. */
import { language } from '../language/language.ts';

export interface Tick {
  readonly seconds: number;
  readonly label: string;
}

/** Steps that people read easily, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** `m:ss`, or `h:mm:ss` from one hour; whole seconds, rounded down as clocks do. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const ss = String(s).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${ss}` : `${m}:${ss}`;
}

/** The same for a screen reader: "1 minute 5 seconds". */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ] as const;
  const withUnit = (n: number, unit: string) =>
    n.toLocaleString(language(), { style: 'unit', unit, unitDisplay: 'long' });
  const units = parts.filter(([n]) => n > 0).map(([n, unit]) => withUnit(n, unit));
  return units.join(' ') || withUnit(0, 'second');
}

/** Round times from 0, at most `maxTicks` of them, none so close to the end that its label would be cut. */
export function ticks(durationSeconds: number, maxTicks: number): Tick[] {
  if (!(durationSeconds > 0) || maxTicks < 1) return [];
  const step = STEPS.find((seconds) => durationSeconds / seconds < maxTicks) ?? STEPS.at(-1)!;
  const every = Math.max(step, Math.ceil(durationSeconds / (maxTicks * step)) * step);
  const count = Math.floor((durationSeconds * 0.97) / every) + 1;
  return Array.from({ length: count }, (_, i) => ({ seconds: i * every, label: clock(i * every) }));
}

/** The time under a pointer at `x` pixels from the left of an axis `width` pixels wide, within the song. */
export function secondsAt(x: number, width: number, durationSeconds: number): number {
  if (!(width > 0)) return 0;
  return clamp(x / width, 0, 1) * durationSeconds;
}

/** Position of a time on the axis, as a share 0..1 of its width. */
export function shareOf(seconds: number, durationSeconds: number): number {
  return durationSeconds > 0 ? clamp(seconds / durationSeconds, 0, 1) : 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
