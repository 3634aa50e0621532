/** Arithmetic on graph values: elementwise with numpy's broadcasting, products, reductions. */
import type { Value } from './graph.ts';
import { normalAxes, normalAxis } from './ops-shape.ts';
import type { ElementType, Shape, TensorValue } from './tensor.ts';

/** A value, or a number that takes the other operand's type. */
export type Operand = Value | number;

/** A constant of `type` without axes. */
export function scalar(graph: Value['graph'], value: number, type: ElementType): Value {
  return graph.constant({ type, shape: [], data: scalarData(value, type) });
}

export function add(a: Operand, b: Operand): Value {
  return binary('Add', a, b);
}

export function sub(a: Operand, b: Operand): Value {
  return binary('Sub', a, b);
}

export function mul(a: Operand, b: Operand): Value {
  return binary('Mul', a, b);
}

export function div(a: Operand, b: Operand): Value {
  return binary('Div', a, b);
}

export function pow(a: Operand, b: Operand): Value {
  return binary('Pow', a, b);
}

export function max(a: Operand, b: Operand): Value {
  return binary('Max', a, b);
}

export function min(a: Operand, b: Operand): Value {
  return binary('Min', a, b);
}

/** Bool, as are the next two. */
export function equal(a: Operand, b: Operand): Value {
  return binary('Equal', a, b, 'bool');
}

export function less(a: Operand, b: Operand): Value {
  return binary('Less', a, b, 'bool');
}

export function greater(a: Operand, b: Operand): Value {
  return binary('Greater', a, b, 'bool');
}

/** `a` where `condition` (bool) holds, else `b`. */
export function where(condition: Value, a: Operand, b: Operand): Value {
  const [x, y] = operands(a, b);
  const shape = broadcast(condition.shape, broadcast(x.shape, y.shape));
  return condition.graph.node('Where', [condition, x, y], [{ type: x.type, shape }])[0];
}

export function neg(x: Value): Value {
  return unary('Neg', x);
}

export function abs(x: Value): Value {
  return unary('Abs', x);
}

export function exp(x: Value): Value {
  return unary('Exp', x);
}

/** Natural logarithm. */
export function log(x: Value): Value {
  return unary('Log', x);
}

export function sqrt(x: Value): Value {
  return unary('Sqrt', x);
}

export function tanh(x: Value): Value {
  return unary('Tanh', x);
}

export function sigmoid(x: Value): Value {
  return unary('Sigmoid', x);
}

export function relu(x: Value): Value {
  return unary('Relu', x);
}

export function cast(x: Value, type: ElementType): Value {
  if (x.type === type) return x;
  const to = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11 }[type];
  return x.graph.node('Cast', [x], [{ type, shape: x.shape }], { to: { int: to } })[0];
}

/** Matrix product over the last two axes, the others broadcast. */
export function matMul(a: Value, b: Value): Value {
  if (a.shape.length < 2 || b.shape.length < 2) {
    throw new TypeError(`Expected matrices, got [${a.shape}] and [${b.shape}]`);
  }
  const inner = [a.shape.at(-1)!, b.shape.at(-2)!];
  if (a.type !== b.type || (inner[0] !== inner[1] && !inner.includes(-1))) {
    throw new TypeError(`Expected factors that fit, got ${a.type} [${a.shape}] and ${b.type} [${b.shape}]`);
  }
  const shape = [...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)), a.shape.at(-2)!, b.shape.at(-1)!];
  return a.graph.node('MatMul', [a, b], [{ type: a.type, shape }])[0];
}

/** Sum over `axes` (all if left out), which stay with size 1 where `keep`. */
export function reduceSum(x: Value, axes?: readonly number[], keep = false): Value {
  return reduce('ReduceSum', x, axes, keep);
}

export function reduceMean(x: Value, axes?: readonly number[], keep = false): Value {
  return reduce('ReduceMean', x, axes, keep);
}

export function reduceMax(x: Value, axes?: readonly number[], keep = false): Value {
  return reduce('ReduceMax', x, axes, keep);
}

export function softmax(x: Value, axis = -1): Value {
  return alongAxis('Softmax', x, axis);
}

export function logSoftmax(x: Value, axis = -1): Value {
  return alongAxis('LogSoftmax', x, axis);
}

/** Shape of an elementwise result; a size known only at run time is taken to fit. */
export function broadcast(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = i < rank - a.length ? 1 : a[i - rank + a.length];
    const y = i < rank - b.length ? 1 : b[i - rank + b.length];
    if (x === y || y === 1) return x;
    if (x === 1 || x === -1) return y;
    if (y === -1) return x;
    throw new TypeError(`Expected shapes that fit, got [${a}] and [${b}]`);
  });
}

function binary(op: string, a: Operand, b: Operand, type?: ElementType): Value {
  const [x, y] = operands(a, b);
  return x.graph.node(op, [x, y], [{ type: type ?? x.type, shape: broadcast(x.shape, y.shape) }])[0];
}

function operands(a: Operand, b: Operand): [Value, Value] {
  if (typeof a === 'number' && typeof b === 'number')
    throw new TypeError('Expected a value, got two numbers');
  const x = typeof a === 'number' ? scalar((b as Value).graph, a, (b as Value).type) : a;
  const y = typeof b === 'number' ? scalar(x.graph, b, x.type) : b;
  if (x.type !== y.type) throw new TypeError(`Expected one type, got ${x.type} and ${y.type}`);
  return [x, y];
}

function unary(op: string, x: Value): Value {
  return x.graph.node(op, [x], [{ type: x.type, shape: x.shape }])[0];
}

function reduce(op: string, x: Value, axes: readonly number[] | undefined, keep: boolean): Value {
  const reduced = normalAxes(x, axes ?? x.shape.map((_, axis) => axis));
  const sizes = x.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
  const shape = keep ? sizes : sizes.filter((_, axis) => !reduced.includes(axis));
  const list = x.graph.constant({
    type: 'int64',
    shape: [reduced.length],
    data: BigInt64Array.from(reduced, BigInt),
  });
  return x.graph.node(op, [x, list], [{ type: x.type, shape }], { keepdims: { int: keep ? 1 : 0 } })[0];
}

function alongAxis(op: string, x: Value, axis: number): Value {
  const attributes = { axis: { int: normalAxis(x, axis) } };
  return x.graph.node(op, [x], [{ type: x.type, shape: x.shape }], attributes)[0];
}

function scalarData(value: number, type: ElementType): TensorValue['data'] {
  if (type === 'float32') return Float32Array.of(value);
  if (type === 'float64') return Float64Array.of(value);
  if (type === 'int64') return BigInt64Array.of(BigInt(value));
  if (type === 'int32') return Int32Array.of(value);
  return Uint8Array.of(value);
}
