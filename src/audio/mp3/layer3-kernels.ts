import { bytesOfBase64 } from '../../dsp/base64.ts';
import type { CodeTable } from './codes.ts';
import { KERNELS_BASE64 } from './layer3.wasm.ts';
import { aliases, longCosines, powers, secants, shortCosines, taps, windows } from './layer3-tables.ts';

/** Kernels of one decoder, in memory of its own. `kernels/*.ts` document them. */
export interface Kernels {
  /** Bytes of main data, with room behind. */
  readonly data: Uint8Array;
  readonly widths: Int32Array;
  readonly places: Uint16Array;
  readonly gains: Float32Array;
  readonly spectra: readonly [Float32Array, Float32Array];
  /** Samples of each channel, valid until the next frame. */
  readonly outputs: readonly Float32Array[];
  openBits(bytes: number): void;
  /** @returns one more than the last coded line that is not 0: 0 where the bits do not suffice */
  readNumbers(
    channel: number,
    from: number,
    to: number,
    ends: readonly number[],
    tables: readonly CodeTable[],
    smallCodes: number,
  ): number;
  joinByMiddleAndSide(subbands: number): void;
  hybrid(channel: number, type: number, longSubbands: number, subbands: number, slot: number): void;
  synthesise(channel: number, slots: number): void;
  /** Resets the state: overlap and filter history. */
  forget(): void;
}

interface Pointer {
  readonly value: number;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly [pointer: Uppercase<string>]: Pointer;
  readonly openBits: Kernels['openBits'];
  readonly readNumbers: (...positional: number[]) => number;
  readonly middleAndSide: (subbands: number) => void;
  readonly hybrid: Kernels['hybrid'];
  readonly synthesise: Kernels['synthesise'];
}

const LINES = 576;
const FRAME_SAMPLES = 1_152;
const DATA_BYTES = 4_096;
const BANDS = 40;
const OVERLAP_SAMPLES = 2 * LINES;
const HISTORY_SAMPLES = 2 * 32 * 52;

let module: WebAssembly.Module | undefined;

/** @param codes look-up tables of the codes of numbers */
export function openKernels(codes: Uint32Array): Kernels {
  module ??= new WebAssembly.Module(bytesOfBase64(KERNELS_BASE64));
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const { buffer } = exports.memory;
  const floats = (pointer: Pointer, length: number, from = 0) =>
    new Float32Array(buffer, pointer.value + 4 * from, length);
  const fill = (pointer: Pointer, values: Float32Array) => floats(pointer, values.length).set(values);
  new Uint32Array(buffer, exports.CODES.value, codes.length).set(codes);
  fill(exports.POWERS, powers());
  fill(exports.WINDOWS, windows());
  fill(exports.ALIASES, aliases());
  fill(exports.LONG_COSINES, longCosines());
  fill(exports.SHORT_COSINES, shortCosines());
  fill(exports.SECANTS, secants());
  fill(exports.TAPS, taps());
  const state = [floats(exports.OVERLAP, OVERLAP_SAMPLES), floats(exports.HISTORY, HISTORY_SAMPLES)];
  return {
    data: new Uint8Array(buffer, exports.DATA.value, DATA_BYTES),
    widths: new Int32Array(buffer, exports.WIDTHS.value, BANDS),
    places: new Uint16Array(buffer, exports.PLACES.value, LINES),
    gains: floats(exports.GAINS, BANDS),
    spectra: [floats(exports.SPECTRA, LINES), floats(exports.SPECTRA, LINES, LINES)],
    outputs: [floats(exports.OUTPUT, FRAME_SAMPLES), floats(exports.OUTPUT, FRAME_SAMPLES, FRAME_SAMPLES)],
    openBits: exports.openBits,
    readNumbers: (channel, from, to, ends, [first, second, third], smallCodes) =>
      exports.readNumbers(
        channel,
        from,
        to,
        ends[0],
        ends[1],
        ends[2],
        first.at,
        second.at,
        third.at,
        first.escapeBits,
        second.escapeBits,
        third.escapeBits,
        smallCodes,
      ),
    joinByMiddleAndSide: exports.middleAndSide,
    hybrid: exports.hybrid,
    synthesise: exports.synthesise,
    forget: () => {
      for (const values of state) values.fill(0);
    },
  };
}
