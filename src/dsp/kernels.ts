import { KERNELS_BASE64 } from './kernels.wasm.ts';

const PAGE_BYTES = 65_536;
/** Below lies nothing of ours; the compiler may use it. */
const BASE = 1024;

/** The compiled hot loops; `kernels/*.ts` document them. Pointers are byte offsets. */
export interface Kernels {
  stft(
    signal: number,
    frames: number,
    hop: number,
    nFft: number,
    window: number,
    twiddles: number,
    order: number,
    work: number,
    output: number,
    stride: number,
    kind: number,
  ): void;
  istft(
    spectra: number,
    stride: number,
    frames: number,
    hop: number,
    nFft: number,
    window: number,
    twiddles: number,
    order: number,
    work: number,
    output: number,
  ): void;
  slidingMedian(
    input: number,
    output: number,
    rows: number,
    columns: number,
    stride: number,
    size: number,
    work: number,
  ): void;
  transpose(
    source: number,
    rows: number,
    columns: number,
    sourceStride: number,
    target: number,
    targetStride: number,
  ): void;
  softMask(spectra: number, a: number, b: number, rows: number, stride: number): void;
  filterBank(
    input: number,
    frames: number,
    stride: number,
    weights: number,
    spans: number,
    filters: number,
    output: number,
    outputStride: number,
  ): void;
  square(values: number, count: number): void;
  decimate(even: number, odd: number, taps: number, length: number, output: number, count: number): void;
  project(
    rows: number,
    frames: number,
    length: number,
    matrix: number,
    outputs: number,
    output: number,
  ): void;
  resample(
    input: number,
    phases: number,
    rows: number,
    taps: number,
    up: number,
    down: number,
    phase: number,
    output: number,
    count: number,
  ): void;
  meanOfTwo(a: number, b: number, count: number): void;
  largestMagnitude(values: number, count: number): number;
  emphasise(values: number, count: number, share: number, before: number): number;
  logarithms(values: number, count: number, least: number, scale: number, offset: number): number;
  moments(rows: number, frames: number, stride: number, output: number): void;
  limitedPowers(
    rows: number,
    frames: number,
    stride: number,
    from: number,
    to: number,
    faintest: number,
    output: number,
  ): void;
  rollOff(
    rows: number,
    frames: number,
    stride: number,
    bins: number,
    thresholds: number,
    output: number,
  ): void;
  extremes(
    rows: number,
    frames: number,
    stride: number,
    bands: number,
    nBands: number,
    work: number,
    smallest: number,
    largest: number,
  ): void;
  peaks(
    rows: number,
    frames: number,
    stride: number,
    largest: number,
    share: number,
    squared: number,
    lowest: number,
    end: number,
    width: number,
    hertz: number,
    heights: number,
  ): number;
  slidingEnergy(values: number, weights: number, length: number, output: number, count: number): void;
  squaredDistances(rows: number, count: number, width: number, target: number, output: number): void;
}

export interface KernelInstance {
  readonly call: Kernels;
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

let instance: KernelInstance | undefined;

/** The kernels of this thread, compiled on first use. */
export function kernels(): Kernels {
  return load().call;
}

/**
 * Lays out buffers of so many 4-byte values, one after another, and returns their pointers. There is one scratch
 * memory: a new layout replaces the last, so a caller finishes with its buffers before anything else runs.
 */
export function layOut(lengths: readonly number[]): number[] {
  return reserve(load(), lengths);
}

/** Kernels with a memory of their own, for data that stays; laid out as by `layOut`, once. */
export function openKernels(lengths: readonly number[]): KernelInstance & { readonly pointers: number[] } {
  const own = instantiate();
  const pointers = reserve(own, lengths);
  return { ...own, pointers };
}

/** A view of kernel memory, good until the next `layOut`. */
export function floatsAt(pointer: number, length: number): Float32Array {
  return new Float32Array(load().memory.buffer, pointer, length);
}

/** A view of kernel memory, good until the next `layOut`; a double takes the room of two values. */
export function doublesAt(pointer: number, length: number): Float64Array {
  return new Float64Array(load().memory.buffer, pointer, length);
}

/** A view of kernel memory, good until the next `layOut`. */
export function wordsAt(pointer: number, length: number): Uint32Array {
  return new Uint32Array(load().memory.buffer, pointer, length);
}

/** Pointers to buffers of so many 4-byte values, for which there is room afterwards. */
function reserve({ memory }: KernelInstance, lengths: readonly number[]): number[] {
  const pointers: number[] = [];
  let next = BASE;
  for (const length of lengths) {
    pointers.push(next);
    next += Math.ceil(length / 4) * 16;
  }
  const missing = next - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return pointers;
}

function load(): KernelInstance {
  instance ??= instantiate();
  return instance;
}

function instantiate(): KernelInstance {
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return { call: exports as unknown as Kernels, memory: exports.memory as KernelInstance['memory'] };
}
