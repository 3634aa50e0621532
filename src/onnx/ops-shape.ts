/** Operations that move elements without changing them, and those that pick some. */
import type { Value } from './graph.ts';
import { int64, type Shape, sizeOf } from './tensor.ts';

/** The same elements in `shape`; one -1 in it stands for what remains. */
export function reshape(x: Value, shape: Shape): Value {
  const known = !x.shape.includes(-1);
  const rest = sizeOf(shape.filter((size) => size !== -1));
  const resolved = known ? shape.map((size) => (size === -1 ? sizeOf(x.shape) / rest : size)) : shape;
  if (shape.filter((size) => size === -1).length > 1) throw new TypeError(`Expected one -1, got [${shape}]`);
  if (known && sizeOf(resolved) !== sizeOf(x.shape)) {
    throw new TypeError(`Expected ${sizeOf(x.shape)} elements, got [${shape}]`);
  }
  return x.graph.node('Reshape', [x, ints(x, resolved)], [{ type: x.type, shape: resolved }])[0];
}

/** Axis i of the result is axis `order[i]` of `x`; reversed if left out. */
export function transpose(
  x: Value,
  order: readonly number[] = x.shape.map((_, i) => x.shape.length - 1 - i),
): Value {
  if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== x.shape.length) {
    throw new TypeError(`Expected each axis of [${x.shape}] once, got [${order}]`);
  }
  const shape = order.map((axis) => x.shape[axis]);
  return x.graph.node('Transpose', [x], [{ type: x.type, shape }], { perm: { ints: order } })[0];
}

/** Elements [start, end) of one axis, every `step`-th; `end` may exceed the size, both may count from the end. */
export function slice(
  x: Value,
  axis: number,
  start: number,
  end: number = Number.MAX_SAFE_INTEGER,
  step = 1,
): Value {
  const along = normalAxis(x, axis);
  const size = x.shape[along];
  if (size !== -1 && start === 0 && end >= size && step === 1) return x;
  const shape = x.shape.map((other, i) => (i === along ? slicedSize(size, start, end, step) : other));
  const bounds = [[start], [end], [along], [step]].map((value) => ints(x, value));
  return x.graph.node('Slice', [x, ...bounds], [{ type: x.type, shape }])[0];
}

export function concat(values: readonly Value[], axis: number): Value {
  const [first] = values;
  const along = normalAxis(first, axis);
  const sizes = values.map((value) => value.shape[along]);
  const total = sizes.includes(-1) ? -1 : sizes.reduce((sum, size) => sum + size, 0);
  const shape = first.shape.map((size, i) => (i === along ? total : size));
  return first.graph.node('Concat', values, [{ type: first.type, shape }], { axis: { int: along } })[0];
}

/** `parts` pieces of equal size along an axis. */
export function split(x: Value, axis: number, parts: number): Value[] {
  const along = normalAxis(x, axis);
  if (x.shape[along] % parts !== 0) throw new TypeError(`Expected ${parts} equal parts of [${x.shape}]`);
  const shape = x.shape.map((size, i) => (i === along ? size / parts : size));
  const outputs = Array.from({ length: parts }, () => ({ type: x.type, shape }));
  return x.graph.node('Split', [x], outputs, { axis: { int: along }, num_outputs: { int: parts } });
}

/** Zeros before and after each axis. */
export function pad(x: Value, before: Shape, after: Shape): Value {
  if ([...before, ...after].every((size) => size === 0)) return x;
  const shape = x.shape.map((size, axis) => (size === -1 ? -1 : before[axis] + size + after[axis]));
  return x.graph.node('Pad', [x, ints(x, [...before, ...after])], [{ type: x.type, shape }])[0];
}

/** The elements of an axis from last to first. */
export function reverse(x: Value, axis: number): Value {
  const bounds = [[-1], [Number.MIN_SAFE_INTEGER], [normalAxis(x, axis)], [-1]].map((value) =>
    ints(x, value),
  );
  return x.graph.node('Slice', [x, ...bounds], [{ type: x.type, shape: x.shape }])[0];
}

/** Adds axes of size 1 at these places of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  const rank = x.shape.length + axes.length;
  const places = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  const sizes = x.shape[Symbol.iterator]();
  const shape = Array.from({ length: rank }, (_, i) =>
    places.includes(i) ? 1 : (sizes.next().value as number),
  );
  return x.graph.node('Unsqueeze', [x, ints(x, places)], [{ type: x.type, shape }])[0];
}

/** Drops axes of size 1. */
export function squeeze(x: Value, axes: readonly number[]): Value {
  const dropped = normalAxes(x, axes);
  const shape = x.shape.filter((_, axis) => !dropped.includes(axis));
  return x.graph.node('Squeeze', [x, ints(x, dropped)], [{ type: x.type, shape }])[0];
}

/** Repeats `x` by numpy's rules until it has `shape`. */
export function expand(x: Value, shape: Shape): Value {
  return x.graph.node('Expand', [x, ints(x, shape)], [{ type: x.type, shape }])[0];
}

/** Elements of `axis` at `indices` (int64); the axis gives way to the axes of `indices`. */
export function gather(x: Value, indices: Value, axis: number): Value {
  const along = normalAxis(x, axis);
  const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
  return x.graph.node('Gather', [x, indices], [{ type: x.type, shape }], { axis: { int: along } })[0];
}

/** The `k` largest (or smallest) of an axis in order; equal ones by lower index. `indices` are int64. */
export function topK(x: Value, k: number, options: { axis?: number; largest?: boolean } = {}) {
  const axis = normalAxis(x, options.axis ?? -1);
  const shape = x.shape.map((size, i) => (i === axis ? k : size));
  const outputs = [{ type: x.type, shape } as const, { type: 'int64', shape } as const];
  const attributes = { axis: { int: axis }, largest: { int: options.largest === false ? 0 : 1 } };
  const [values, indices] = x.graph.node('TopK', [x, ints(x, [k])], outputs, attributes);
  return { values, indices };
}

/** `indices` (int64) become rows of `depth` on a new last axis: 1 at the index, else 0, as float32. */
export function oneHot(indices: Value, depth: number): Value {
  const graph = indices.graph;
  const values = graph.constant({ type: 'float32', shape: [2], data: Float32Array.of(0, 1) });
  const shape = [...indices.shape, depth];
  return graph.node('OneHot', [indices, ints(indices, [depth]), values], [{ type: 'float32', shape }])[0];
}

/** `axis` counted from the front. */
export function normalAxis(x: Value, axis: number): number {
  const rank = x.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new TypeError(`Expected an axis of [${x.shape}], got ${axis}`);
  }
  return axis < 0 ? axis + rank : axis;
}

export function normalAxes(x: Value, axes: readonly number[]): number[] {
  return axes.map((axis) => normalAxis(x, axis));
}

function slicedSize(size: number, start: number, end: number, step: number): number {
  if (size === -1) return -1;
  const from = Math.min(start < 0 ? Math.max(start + size, 0) : start, size);
  const to = Math.min(end < 0 ? end + size : end, size);
  return Math.max(0, Math.ceil((to - from) / step));
}

function ints(x: Value, values: readonly number[]): Value {
  return x.graph.constant(int64(values));
}
