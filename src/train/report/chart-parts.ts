/** Parts that charts share: size, colours, axes and lines. */
import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption } from 'echarts/components';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

type Option = ComposeOption<
  BarSeriesOption | CustomSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption
>;

use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** Width of every chart, so that text is of one size on the page. */
export const WIDTH = 560;
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
export const INK = 'var(--ink)';
const DIM = 'var(--dim)';
const LINE = 'var(--line)';
/** Colours by preset, in order; more presets start over. */
export const SERIES = [
  'var(--series-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
];
export const ACCENT = SERIES[0];
export const SECOND = SERIES[1];

export function draw(height: number, option: Option): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

export function squareGrid(xName: string, yName: string, { yMin = 0, top = 10 } = {}): Option {
  return {
    grid: { left: 56, right: 16, top, bottom: 48 },
    xAxis: shareAxis(xName),
    yAxis: { ...shareAxis(yName), min: yMin, nameGap: 40 },
  };
}

export function lineOf(color: string): LineSeriesOption {
  return { type: 'line', showSymbol: false, lineStyle: { color, width: 2.5 }, itemStyle: { color } };
}

export function diagonal(): LineSeriesOption {
  const lineStyle = { color: DIM, width: 1.5, type: [5, 5] };
  return {
    type: 'line',
    data: [
      [0, 0],
      [1, 1],
    ],
    showSymbol: false,
    lineStyle,
    silent: true,
  };
}

export function legend(): LegendComponentOption {
  return { top: 0, left: 'center', itemWidth: 18, itemHeight: 10, textStyle: { color: INK, fontSize: 12 } };
}

export function numberAxis(name: string) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: { color: DIM, fontSize: 12 },
    axisLabel: { color: DIM, fontSize: 11 },
    splitLine: { lineStyle: { color: LINE } },
  } as const;
}

export function shareAxis(name: string) {
  const label = { color: DIM, fontSize: 11, formatter: (value: number) => `${Math.round(100 * value)} %` };
  return { ...numberAxis(name), min: 0, max: 1, axisLabel: label };
}

export function nominalAxis(names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLine: { show: false },
    axisTick: { show: false },
  } satisfies XAXisComponentOption & YAXisComponentOption;
}
