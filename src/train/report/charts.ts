/** Charts of an evaluation as SVG. Colours are CSS variables of the page, so one chart serves light and dark. */

import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from 'echarts';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { ReliabilityBin } from '../evaluate/metrics.ts';
import type { SeveralFigures } from '../evaluate/several-figures.ts';
import type { CoveragePoint } from '../fit/coverage.ts';
import type { CurvePoint } from '../fit/preset.ts';
import {
  ACCENT,
  diagonal,
  draw,
  FONT,
  INK,
  legend,
  lineOf,
  nominalAxis,
  numberAxis,
  SECOND,
  SERIES,
  shareAxis,
  squareGrid,
  WIDTH,
} from './chart-parts.ts';

/** Confusion matrix as shares: rows are true genres, columns predicted ones; each row sums to 1. */
export function confusionChart({ genres, figures }: Evaluation): string {
  const side = WIDTH - 100;
  const cells = figures.confusion.flatMap((row, own) => {
    const total = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    return row.map((count, called) => [called, own, count / total]);
  });
  return draw(side + 70, {
    grid: { left: 84, top: 8, width: side, height: side },
    xAxis: { ...nominalAxis(genres), axisLabel: { color: INK, rotate: 40, fontSize: 12 } },
    yAxis: { ...nominalAxis(genres), inverse: true, axisLabel: { color: INK, fontSize: 12 } },
    series: [{ type: 'custom', data: cells, renderItem: (_, api) => matrixCell(api) }],
  });
}

/** Reliability diagram: accuracy against confidence, with the number of songs at each point. */
export function reliabilityChart(bins: readonly ReliabilityBin[], confidence = 'confidence'): string {
  const filled = bins.filter(({ n }) => n > 0);
  const largest = Math.max(...filled.map(({ n }) => n));
  const points = filled.map(({ confidence, accuracy, n }) => ({
    value: [confidence, accuracy],
    symbolSize: 6 + 10 * Math.sqrt(n / largest),
  }));
  return draw(460, {
    ...squareGrid(confidence, 'share that is right'),
    series: [diagonal(), { ...lineOf(ACCENT), data: points, symbol: 'circle', showSymbol: true }],
  });
}

/** Chart of precision against recall, from the surest claim to all. */
export function precisionChart(points: SeveralFigures['precisionByRecall']): string {
  return draw(460, {
    ...squareGrid('recall', 'precision'),
    series: [{ ...lineOf(ACCENT), data: points.map(({ recall, precision }) => [recall, precision]) }],
  });
}

/** Coverage chart: accuracy of claims against the share of songs with one, a line for each model. */
export function coverageChart(curves: readonly { name: string; points: readonly CoveragePoint[] }[]): string {
  const shown = curves.map(({ name, points }) => ({ name, points: points.filter(steady) }));
  const lowest = Math.min(...shown.flatMap(({ points }) => points.map(({ accuracy }) => accuracy)));
  return draw(460, {
    ...squareGrid('share of songs answered', 'share of answers right', {
      yMin: lowest > 0.5 ? 0.5 : 0,
      top: curves.length > 1 ? 34 : 10,
    }),
    legend: curves.length > 1 ? legend() : undefined,
    series: shown.map(({ name, points }, i) => ({
      ...lineOf(SERIES[i % SERIES.length]),
      name,
      data: points.map(({ coverage, accuracy }) => [coverage, accuracy]),
    })),
  });
}

/** Values of bar charts by genre. */
interface GenreBars {
  readonly genres: readonly string[];
  readonly figures: {
    readonly byGenre: readonly { readonly precision: number; readonly recall: number }[];
  };
}

/** Precision and recall of each genre. */
export function genreChart({ genres, figures }: GenreBars): string {
  const bars = (name: string, color: string, values: readonly number[]): BarSeriesOption => ({
    type: 'bar',
    name,
    data: values.map((value) => (Number.isFinite(value) ? value : 0)),
    itemStyle: { color, borderRadius: [0, 2, 2, 0] },
    barGap: '15%',
    barCategoryGap: '32%',
  });
  const { byGenre } = figures;
  return draw(70 + 38 * genres.length, {
    grid: { left: 90, right: 20, top: 34, bottom: 30 },
    legend: legend(),
    xAxis: shareAxis(''),
    yAxis: { ...nominalAxis(genres), inverse: true, axisLabel: { color: INK, fontSize: 12 } },
    series: [
      bars(
        'recall',
        SERIES[0],
        byGenre.map(({ recall }) => recall),
      ),
      bars(
        'precision',
        SERIES[1],
        byGenre.map(({ precision }) => precision),
      ),
    ],
  });
}

/** Learning curves: loss by epoch, a pair of lines for each fit: training, and validation if there is one. */
export function learningChart(curves: readonly (readonly CurvePoint[])[]): string {
  const series = curves.flatMap((curve): LineSeriesOption[] => [
    { ...lineOf(ACCENT), name: 'training', data: curve.map(({ epoch, trainLoss }) => [epoch, trainLoss]) },
    {
      ...lineOf(SECOND),
      name: 'held out',
      data: curve.flatMap(({ epoch, validLoss }) => (validLoss === undefined ? [] : [[epoch, validLoss]])),
    },
  ]);
  return draw(320, {
    grid: { left: 56, right: 20, top: 34, bottom: 44 },
    legend: legend(),
    xAxis: { ...numberAxis('epoch'), min: 'dataMin', max: 'dataMax' },
    yAxis: { ...numberAxis('loss, nats'), nameGap: 40, scale: true },
    series,
  });
}

function matrixCell(api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn {
  const [called, own, share] = [0, 1, 2].map((dimension) => Number(api.value(dimension)));
  const [x, y] = api.coord([called, own]);
  const [width, height] = api.size!([1, 1]) as number[];
  const percent = Math.round(100 * share);
  const fill = `color-mix(in oklab, ${called === own ? ACCENT : SECOND} ${percent}%, var(--cell))`;
  const rect = { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 3 };
  const words = {
    text: percent === 0 ? '' : `${percent}`,
    x,
    y,
    align: 'center',
    verticalAlign: 'middle',
    fill: share > 0.5 ? 'var(--on-accent)' : INK,
    font: `12px ${FONT}`,
  } as const;
  return {
    type: 'group',
    children: [
      { type: 'rect', shape: rect, style: { fill } },
      { type: 'text', style: words },
    ],
  };
}

/** Whether a point covers enough songs: among the first few one mistake is a cliff. */
function steady({ coverage }: CoveragePoint): boolean {
  return coverage >= 0.03;
}
