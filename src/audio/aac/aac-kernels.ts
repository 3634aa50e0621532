import { bytesOfBase64 } from '../../dsp/base64.ts';
import { KERNELS_BASE64 } from './aac.wasm.ts';
import { codebooks, signMasks } from './codebooks.ts';
import type { IcsInfo } from './ics-info.ts';
import { FRAME_SAMPLES, longSlopes, SHORT_LINES, shortSlopes, transformTables } from './windows.ts';

/** Channels of a frame, and planes that a decoder gives. */
export const MAX_CHANNELS = 16;
const MAX_PLANES = 8;
/** Upper bound of scale factor bands in a frame: groups times bands. */
export const MAX_BANDS = 128;
/** Largest raw data block in bytes; real packets are smaller. */
export const MAX_FRAME_BYTES = 1 << 16;
/** Bytes that bit readers may read beyond the end. */
export const PADDING = 16;
const MAX_OFFSETS = 64;
const MAX_GROUPS = 8;
const MAX_ORDER = 32;
/** Entries of each codebook in kernel memory. */
const [LOOKUPS, COUNTS, ENTRIES] = [1024, 20, 320];
const POWERS = 8_192;
const GAINS = 256;

/** Kernels of one decoder, in memory of its own. `kernels/*.ts` document them. */
export interface Kernels {
  readonly frame: Uint8Array;
  readonly groups: Uint32Array;
  readonly offsets: Uint32Array;
  /** Codebooks of all channels, `MAX_BANDS` each. */
  readonly codebooks: Uint8Array;
  readonly factors: Int32Array;
  readonly mask: Uint8Array;
  readonly filter: Float64Array;
  readonly spectra: readonly Float32Array[];
  /** Samples of each output plane, valid until the next frame. */
  readonly outputs: readonly Float32Array[];
  openBits(from: number, bytes: number): void;
  readFactors(channel: number, bit: number, globalGain: number, ics: IcsInfo): number;
  readSpectrum(channel: number, bit: number, ics: IcsInfo): number;
  seedNoise(state: number): void;
  fillNoise(channel: number, ics: IcsInfo): void;
  joinStereo(left: number, ics: IcsInfo, turnsIntensity: boolean): void;
  shapeNoise(channel: number, from: number, to: number, isDownward: boolean, order: number): void;
  powerOf(channel: number): number;
  powerOfSum(channels: number): number;
  addSpectrum(channel: number, to: number): void;
  addFrame(channel: number, plane: number, sequence: number, shape: number, previous: number): void;
  takeFrame(plane: number, gain: number): void;
}

interface Pointer {
  readonly value: number;
}

type Exports = Omit<Kernels, 'readFactors' | 'readSpectrum' | 'fillNoise' | 'joinStereo'> &
  Readonly<Record<Uppercase<string>, Pointer>> & {
    readonly memory: WebAssembly.Memory;
    readonly readFactors: (...positional: number[]) => number;
    readonly readSpectrum: (channel: number, bit: number, groups: number, bands: number) => number;
    readonly fillNoise: (channel: number, groups: number, bands: number) => void;
    readonly joinStereo: (left: number, groups: number, bands: number, turnsIntensity: number) => void;
  };

interface Tables {
  readonly module: WebAssembly.Module;
  readonly parts: readonly (readonly [
    name: Uppercase<string>,
    at: number,
    ArrayLike<number>,
    isFloat: boolean,
  ])[];
}

let tables: Tables | undefined;

export function openKernels(): Kernels {
  tables ??= makeTables();
  const exports = new WebAssembly.Instance(tables.module).exports as unknown as Exports;
  const { buffer } = exports.memory;
  for (const [name, at, values, isFloat] of tables.parts) {
    const Values = isFloat ? Float32Array : Uint32Array;
    new Values(buffer, exports[name].value + 4 * at, values.length).set(values);
  }
  const floats = ({ value }: Pointer, count: number) =>
    Array.from(
      { length: count },
      (_, i) => new Float32Array(buffer, value + 4 * FRAME_SAMPLES * i, FRAME_SAMPLES),
    );
  const kernels = {
    ...exports,
    frame: new Uint8Array(buffer, exports.FRAME.value, MAX_FRAME_BYTES + PADDING),
    groups: new Uint32Array(buffer, exports.GROUPS.value, MAX_GROUPS),
    offsets: new Uint32Array(buffer, exports.OFFSETS.value, MAX_OFFSETS),
    codebooks: new Uint8Array(buffer, exports.CODEBOOKS.value, MAX_CHANNELS * MAX_BANDS),
    factors: new Int32Array(buffer, exports.FACTORS.value, MAX_CHANNELS * MAX_BANDS),
    mask: new Uint8Array(buffer, exports.MASK.value, MAX_BANDS),
    filter: new Float64Array(buffer, exports.FILTER.value, MAX_ORDER),
    spectra: floats(exports.SPECTRA, MAX_CHANNELS),
    outputs: floats(exports.OUTPUT, MAX_PLANES),
  };
  return withLayouts(kernels, exports);
}

/** Kernels with the windows and bands of the current channel, which mostly equal the last channel's. */
function withLayouts(kernels: Omit<Kernels, keyof Exports> & Exports, exports: Exports): Kernels {
  let current: IcsInfo | undefined;
  const { groups, offsets } = kernels;
  const use = (ics: IcsInfo) => {
    if (ics !== current) groups.set(ics.groups);
    if (ics.offsets !== current?.offsets) offsets.set(ics.offsets);
    current = ics;
  };
  return {
    ...kernels,
    readFactors(channel, bit, globalGain, ics) {
      const { groups, maxSfb } = ics;
      return exports.readFactors(channel, bit, globalGain, ics.isShort ? 1 : 0, groups.length, maxSfb);
    },
    readSpectrum(channel, bit, ics) {
      use(ics);
      return exports.readSpectrum(channel, bit, ics.groups.length, ics.maxSfb);
    },
    fillNoise(channel, ics) {
      use(ics);
      exports.fillNoise(channel, ics.groups.length, ics.maxSfb);
    },
    joinStereo(left, ics, turnsIntensity) {
      use(ics);
      exports.joinStereo(left, ics.groups.length, ics.maxSfb, turnsIntensity ? 1 : 0);
    },
  };
}

function makeTables(): Tables {
  const books = codebooks();
  const long = transformTables(FRAME_SAMPLES);
  const short = transformTables(SHORT_LINES);
  return {
    module: new WebAssembly.Module(bytesOfBase64(KERNELS_BASE64)),
    parts: [
      ...books.map(({ lookup }, i) => ['LOOKUPS', LOOKUPS * i, lookup, false] as const),
      ...books.map(({ counts }, i) => ['COUNTS', COUNTS * i, counts, false] as const),
      ...books.map(({ entries }, i) => ['ENTRIES', ENTRIES * i, entries, false] as const),
      ...books.map(({ values }, i) => ['VALUES', 4 * ENTRIES * i, values, true] as const),
      ['SIGNS', 0, signMasks(), false],
      ['POWERS', 0, Float32Array.from({ length: POWERS }, (_, value) => value ** (4 / 3)), true],
      ['GAINS', 0, Float32Array.from({ length: GAINS }, (_, gain) => gainOf(gain)), true],
      ...longSlopes().map((slope, i) => ['SLOPES', FRAME_SAMPLES * i, slope, true] as const),
      ...shortSlopes().map((slope, i) => ['SHORT_SLOPES', SHORT_LINES * i, slope, true] as const),
      ['TABLES', 0, long.floats, true],
      ['TABLES', long.floats.length, long.places, false],
      ['SHORT_TABLES', 0, short.floats, true],
      ['SHORT_TABLES', short.floats.length, short.places, false],
    ],
  };
}

/** Linear gain of a scale factor. */
export function gainOf(factor: number): number {
  return 2 ** ((factor - 100) / 4);
}
