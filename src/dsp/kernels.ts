import { bytesOfBase64 } from './base64.ts';
import { KERNELS_BASE64, SIGNATURES } from './kernels.wasm.ts';

const PAGE_BYTES = 65_536;
/** First free byte of kernel memory; the compiler may use what is below. */
const BASE = 1024;

type Signatures = typeof SIGNATURES;
type Arguments<Name extends keyof Signatures> = Readonly<
  Record<Signatures[Name]['parameters'][number], number>
>;
type Results = { void: undefined; number: number };

/** Kernels with named parameters; `kernels/*.ts` document them. Pointers are byte offsets. */
export type Kernels = {
  readonly [Name in keyof Signatures]: (named: Arguments<Name>) => Results[Signatures[Name]['returns']];
};

/** Addresses of named buffers in kernel memory. */
export type Pointers<Name extends string> = Readonly<Record<Name, number>>;

interface KernelInstance {
  readonly call: Kernels;
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

let compiled: WebAssembly.Module | undefined;
let instance: KernelInstance | undefined;

/** The kernels of this thread, compiled on first use. */
export function kernels(): Kernels {
  return load().call;
}

/**
 * Lays out buffers of so many 4-byte values, one after another, and returns their pointers. There is one scratch
 * memory: a new layout replaces the last, so a caller finishes with its buffers before anything else runs.
 */
export function layOut<Name extends string>(lengths: Readonly<Record<Name, number>>): Pointers<Name> {
  return reserve(load(), lengths);
}

/** Kernels with a memory of their own, for data that stays; laid out as by `layOut`, once. */
export function openKernels<Name extends string>(lengths: Readonly<Record<Name, number>>) {
  const own = instantiate();
  return { ...own, pointers: reserve(own, lengths) };
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
function reserve<Name extends string>(
  { memory }: KernelInstance,
  lengths: Readonly<Record<Name, number>>,
): Pointers<Name> {
  const pointers = {} as Record<Name, number>;
  let next = BASE;
  for (const name in lengths) {
    pointers[name] = next;
    next += Math.ceil(lengths[name] / 4) * 16;
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
  // Compiled once: who opens many spaces a second needs the memory alone anew.
  compiled ??= new WebAssembly.Module(bytesOfBase64(KERNELS_BASE64));
  const { exports } = new WebAssembly.Instance(compiled);
  return { call: byName(exports), memory: exports.memory as KernelInstance['memory'] };
}

/** The only place that calls kernels by position. */
function byName(exports: Readonly<Record<string, unknown>>): Kernels {
  const entries = Object.entries(SIGNATURES).map(([name, { parameters }]) => {
    const kernel = exports[name] as (...positional: number[]) => number;
    const call = (named: Readonly<Record<string, number>>) => kernel(...parameters.map((key) => named[key]));
    return [name, call];
  });
  return Object.fromEntries(entries);
}
