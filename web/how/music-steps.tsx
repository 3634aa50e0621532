import { ActionIcon } from '@mantine/core';
import { useMemo } from 'react';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '../icons/icons.ts';
import { words } from '../language/en/how.ts';
import { exactPercent, number } from '../language/language.ts';
import { envelopePath, hertzShare, linePath, PITCH_CLASSES, wedgePath } from './geometry.ts';
import classes from './pictures.module.css';
import { frameOf, type SoundAnalysis } from './sound-analysis.ts';
import type { ShownProps } from './sound-steps.tsx';
import { Step } from './step.tsx';

const WIDE = { width: 640, height: 150 };
const SLIM = { width: 560, height: 90 };
/** Share of the strongest note from which a note counts as strong. */
const STRONG = 0.7;
/** Radius of a wheel with all of the weight. */
const WHEEL = 100;

export function Harmony({ analysis, frame }: ShownProps) {
  const chroma = [...frameOf(analysis.chroma, frame)];
  const strong = PITCH_CLASSES.filter((_, i) => chroma[i]! >= STRONG);
  return (
    <Step
      title={words.harmony.title}
      text={words.harmony.text}
      aside={<p className={classes.fact}>{words.harmony.chroma(strong.join(', '))}</p>}
    >
      <div className={classes.row}>
        <svg
          className={classes.picture}
          viewBox="-130 -130 260 260"
          role="img"
          aria-label={words.harmony.chroma(strong.join(', '))}
        >
          {chroma.map((level, i) => {
            const from = (i - 0.46) / 12;
            const label = { x: 116 * Math.sin((Math.PI * i) / 6), y: 5 - 116 * Math.cos((Math.PI * i) / 6) };
            const isStrong = level >= STRONG;
            return (
              <g key={PITCH_CLASSES[i]}>
                <path d={wedgePath(from, from + 0.92 / 12, 26, WHEEL)} fill="var(--well)" />
                <path
                  d={wedgePath(from, from + 0.92 / 12, 26, 26 + (WHEEL - 26) * level)}
                  fill={isStrong ? 'var(--genre-disco-fill)' : 'var(--wave)'}
                />
                <text {...label} textAnchor="middle" className={isStrong ? classes.strong : classes.mark}>
                  {shortName(PITCH_CLASSES[i]!)}
                </text>
              </g>
            );
          })}
        </svg>
        <Tonnetz values={frameOf(analysis.tonnetz, frame)} />
      </div>
    </Step>
  );
}

function Tonnetz({ values }: { values: Float32Array }) {
  const radii = [1, 1, 0.5];
  return (
    <svg className={classes.picture} viewBox="0 0 200 250" role="img" aria-label={words.harmony.tonnetz}>
      {words.harmony.circles.map((name, i) => {
        const [cy, radius] = [42 + i * 83, 36];
        const [x, y] = [values[2 * i]! / radii[i]!, values[2 * i + 1]! / radii[i]!];
        return (
          <g key={name}>
            <circle cx="42" cy={cy} r={radius} fill="var(--well)" />
            <line x1="42" y1={cy} x2={42 + x * radius} y2={cy - y * radius} className={classes.needle} />
            <circle cx={42 + x * radius} cy={cy - y * radius} r="5.5" fill="var(--genre-rock-fill)" />
            <text x="92" y={cy + 5} className={classes.mark}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export function Shape({ analysis, frame }: ShownProps) {
  const { centroid, bandwidth, rolloff, crossings, sampleRate, frames } = analysis;
  const onAxis = (values: Float32Array) => [...values].map((hertz) => hertzShare(hertz, sampleRate));
  const x = (WIDE.width * frame) / (frames - 1);
  const range = { low: 0.3, high: 1 };
  return (
    <Step
      title={words.shape.title}
      text={words.shape.text}
      aside={
        <dl className={classes.numbers}>
          <Value name={words.shape.centroid} value={hertz(centroid.data[frame]!)} />
          <Value name={words.shape.bandwidth} value={hertz(bandwidth.data[frame]!)} />
          <Value name={words.shape.rolloff} value={hertz(rolloff.data[frame]!)} />
          <Value name={words.shape.crossings} value={exactPercent(crossings.data[frame]!)} />
        </dl>
      }
    >
      <svg
        className={classes.picture}
        viewBox={`0 -24 ${WIDE.width} ${WIDE.height + 24}`}
        role="img"
        aria-label={words.shape.picture}
      >
        <path d={linePath(onAxis(rolloff.data), WIDE, range)} className={classes.faint} />
        <path d={linePath(onAxis(centroid.data), WIDE, range)} className={classes.line} />
        <line x1={x} x2={x} y2={WIDE.height} className={classes.needle} />
        <text y="-8">
          <tspan className={classes.strong}>{words.shape.centroid}</tspan>
          <tspan dx="16" className={classes.mark}>
            {words.shape.rolloff}
          </tspan>
        </text>
      </svg>
    </Step>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface PartsProps extends ShownProps {
  readonly playing: string | undefined;
  readonly onPlay: (name: string, samples: Float32Array) => void;
}

export function Parts({ analysis, frame, playing, onPlay }: PartsProps) {
  return (
    <Step title={words.parts.title} text={words.parts.text}>
      {(['harmonic', 'percussive'] as const).map((part) => (
        <Part
          key={part}
          part={part}
          analysis={analysis}
          share={frame / (analysis.frames - 1)}
          playing={playing === part}
          onPlay={() => onPlay(part, analysis[part])}
        />
      ))}
    </Step>
  );
}

interface PartProps {
  readonly part: 'harmonic' | 'percussive';
  readonly analysis: SoundAnalysis;
  readonly share: number;
  readonly playing: boolean;
  readonly onPlay: () => void;
}

function Part({ part, analysis, share, playing, onPlay }: PartProps) {
  const path = useMemo(() => envelopePath(analysis[part], 280, SLIM), [analysis, part]);
  const name = words.parts[part];
  return (
    <div className={classes.part}>
      <ActionIcon
        size={44}
        variant="default"
        aria-label={playing ? words.needle.stop : words.parts.play(name)}
        onClick={onPlay}
      >
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      <div>
        <p className={classes.partName}>{name}</p>
        <svg
          className={classes.picture}
          viewBox={`0 0 ${SLIM.width} ${SLIM.height}`}
          role="img"
          aria-label={name}
        >
          <path d={path} className={classes[part]} />
          <line x1={share * SLIM.width} x2={share * SLIM.width} y2={SLIM.height} className={classes.needle} />
        </svg>
      </div>
    </div>
  );
}

export function Tempo({ analysis, frame }: ShownProps) {
  const { onsets, beatSeconds, tempo, samples, sampleRate, frames } = analysis;
  const bpm = Math.round(tempo);
  const strongest = useMemo(() => onsets.reduce((a, b) => Math.max(a, b), 1e-6), [onsets]);
  const duration = samples.length / sampleRate;
  const x = (WIDE.width * frame) / (frames - 1);
  return (
    <Step
      title={words.tempo.title}
      text={words.tempo.text}
      aside={
        <p className={classes.big}>
          <strong>{bpm}</strong> {words.tempo.bpm}
        </p>
      }
    >
      <svg
        className={classes.picture}
        viewBox={`0 0 ${WIDE.width} ${WIDE.height + 20}`}
        role="img"
        aria-label={words.tempo.picture(bpm, beatSeconds.length)}
      >
        {beatSeconds.map((seconds) => {
          const at = (WIDE.width * seconds) / duration;
          return (
            <g key={seconds}>
              <line x1={at} x2={at} y2={WIDE.height} className={classes.dashed} />
              <circle cx={at} cy={WIDE.height + 10} r="5" fill="var(--genre-country-fill)" />
            </g>
          );
        })}
        <path d={linePath(onsets, WIDE, { low: 0, high: strongest })} className={classes.line} />
        <line x1={x} x2={x} y2={WIDE.height} className={classes.needle} />
      </svg>
    </Step>
  );
}

function hertz(value: number): string {
  return `${number(Math.round(value))} Hz`;
}

/** `C sharp` -> `C♯` */
function shortName(name: string): string {
  return name.replace(' sharp', '♯').replace(' flat', '♭');
}
