import { SegmentedControl } from '@mantine/core';
import { type PointerEvent, useMemo, useState } from 'react';
import { dctMatrix } from '../../src/dsp/dct.ts';
import { periodicWindow } from '../../src/dsp/window.ts';
import { words } from '../language/en/how.ts';
import switchClasses from '../theme/switch.module.css';
import {
  envelopePath,
  hertzShare,
  inverseDct,
  linePath,
  loudestHertz,
  noteOf,
  spectrumPath,
} from './geometry.ts';
import { HeatMap } from './heat-map.tsx';
import classes from './pictures.module.css';
import { RangeField } from './range-field.tsx';
import { FRAME_LENGTH, frameOf, MEL_BANDS, type SoundAnalysis, samplesOf } from './sound-analysis.ts';
import { Step } from './step.tsx';

export interface ShownProps {
  readonly analysis: SoundAnalysis;
  readonly frame: number;
}

const WIDE = { width: 640, height: 150 };
const TALL = { width: 640, height: 220 };
const MARKS = [50, 100, 200, 500, 1000, 2000, 5000];
const HANN = periodicWindow('hann', FRAME_LENGTH);
/** Every fourth sample is enough for a line of this width. */
const THINNED = 4;
const DCT = dctMatrix(MEL_BANDS, MEL_BANDS);

export function Wave({ analysis, frame, onFrame }: ShownProps & { onFrame: (frame: number) => void }) {
  const path = useMemo(() => envelopePath(analysis.samples, 320, WIDE), [analysis]);
  const x = (WIDE.width * frame) / (analysis.frames - 1);
  const width = (WIDE.width * FRAME_LENGTH) / analysis.samples.length;
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons === 0) return;
    const { left, width: shown } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / shown));
    onFrame(Math.round(share * (analysis.frames - 1)));
  };
  return (
    <Step title={words.wave.title} text={words.wave.text}>
      <svg
        className={`${classes.picture} ${classes.drag}`}
        viewBox={`0 0 ${WIDE.width} ${WIDE.height}`}
        role="img"
        aria-label={words.wave.picture}
        onPointerDown={drag}
        onPointerMove={drag}
      >
        <rect {...WIDE} fill="transparent" />
        <path d={path} className={classes.wave} />
        <rect x={x - width / 2} width={width} height={WIDE.height} className={classes.lens} />
        <line x1={x} x2={x} y2={WIDE.height} className={classes.needle} />
      </svg>
    </Step>
  );
}

export function Moment({ analysis, frame }: ShownProps) {
  const [cut, setCut] = useState<'hard' | 'soft'>('soft');
  const moment = samplesOf(analysis.samples, frame);
  const loudest = moment.reduce((most, value) => Math.max(most, Math.abs(value)), 0.02);
  const range = { low: -loudest, high: loudest };
  const thinned = (values: ArrayLike<number>) =>
    Array.from({ length: FRAME_LENGTH / THINNED }, (_, i) => values[i * THINNED]!);
  const shown = cut === 'soft' ? moment.map((value, i) => value * HANN[i]!) : moment;
  return (
    <Step
      title={words.window.title}
      text={words.window.text}
      aside={
        <SegmentedControl
          className={classes.switch}
          classNames={switchClasses}
          aria-label={words.window.choice}
          value={cut}
          onChange={setCut}
          data={[
            { value: 'hard', label: words.window.hard },
            { value: 'soft', label: words.window.soft },
          ]}
        />
      }
    >
      <svg
        className={classes.picture}
        viewBox={`0 0 ${TALL.width} ${TALL.height}`}
        role="img"
        aria-label={words.window.picture}
      >
        {cut === 'soft' && (
          <>
            <path d={linePath(thinned(moment), TALL, range)} className={classes.faint} />
            <path d={linePath(thinned(HANN), TALL, { low: -1, high: 1 })} className={classes.dashed} />
            <path
              d={linePath(
                thinned(HANN).map((value) => -value),
                TALL,
                { low: -1, high: 1 },
              )}
              className={classes.dashed}
            />
          </>
        )}
        <path d={linePath(thinned(shown), TALL, range)} className={classes.line} />
      </svg>
    </Step>
  );
}

export function Spectrum({ analysis, frame }: ShownProps) {
  const magnitudes = frameOf(analysis.magnitudes, frame);
  const hertz = loudestHertz(magnitudes, analysis.sampleRate);
  const said = hertz > 0 ? words.spectrum.loudest(Math.round(hertz), noteOf(hertz)) : words.spectrum.silent;
  const x = hertzShare(hertz, analysis.sampleRate) * TALL.width;
  return (
    <Step
      title={words.spectrum.title}
      text={words.spectrum.text}
      aside={<p className={classes.fact}>{said}</p>}
    >
      <svg
        className={classes.picture}
        viewBox={`0 0 ${TALL.width} ${TALL.height + 24}`}
        role="img"
        aria-label={`${words.spectrum.picture}. ${said}`}
      >
        <path d={spectrumPath(magnitudes, analysis.sampleRate, TALL)} className={classes.spectrum} />
        {hertz > 0 && <line x1={x} x2={x} y2={TALL.height} className={classes.needle} />}
        {MARKS.map((mark) => (
          <text
            key={mark}
            x={hertzShare(mark, analysis.sampleRate) * TALL.width}
            y={TALL.height + 20}
            textAnchor="middle"
            className={classes.mark}
          >
            {mark < 1000 ? mark : `${mark / 1000}k`}
          </text>
        ))}
      </svg>
    </Step>
  );
}

export function MelBands({ analysis, frame }: ShownProps) {
  const levels = frameOf(analysis.mel, frame);
  const loudest = useMemo(() => analysis.mel.data.reduce((a, b) => Math.max(a, b), -Infinity), [analysis]);
  const width = WIDE.width / MEL_BANDS;
  return (
    <Step title={words.mel.title} text={words.mel.text}>
      <svg
        className={classes.picture}
        viewBox={`0 0 ${WIDE.width} ${WIDE.height}`}
        role="img"
        aria-label={words.mel.moment}
      >
        {[...levels].map((level, band) => {
          const height = Math.max(2, (1 - (loudest - level) / 70) * WIDE.height);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place.
              key={band}
              x={band * width + 1}
              y={WIDE.height - height}
              width={width - 2}
              height={height}
              rx="2"
              className={classes.band}
            />
          );
        })}
      </svg>
      <HeatMap feature={analysis.mel} label={words.mel.picture} share={frame / (analysis.frames - 1)} />
    </Step>
  );
}

export function MfccShape({ analysis, frame }: ShownProps) {
  const [kept, setKept] = useState(13);
  const levels = frameOf(analysis.mel, frame);
  const coefficients = Array.from({ length: MEL_BANDS }, (_, k) =>
    levels.reduce((sum, level, n) => sum + level * DCT[k * MEL_BANDS + n]!, 0),
  );
  const most = levels.reduce((a, b) => Math.max(a, b), -Infinity);
  const range = { low: most - 80, high: most + 6 };
  return (
    <Step
      title={words.mfcc.title}
      text={words.mfcc.text}
      aside={<RangeField label={words.mfcc.kept} min={1} max={MEL_BANDS} value={kept} onChange={setKept} />}
    >
      <svg
        className={classes.picture}
        viewBox={`0 0 ${TALL.width} ${TALL.height}`}
        role="img"
        aria-label={words.mfcc.picture(kept)}
      >
        <path d={linePath(levels, TALL, range)} className={classes.faint} />
        <path d={linePath(inverseDct(coefficients, kept, MEL_BANDS), TALL, range)} className={classes.hot} />
      </svg>
    </Step>
  );
}
