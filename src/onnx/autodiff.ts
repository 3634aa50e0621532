/** Reverse-mode differentiation: appends to a graph the nodes that compute the gradient of one of its values. */

import { GRADIENT_RULES } from './gradient-rules.ts';
import type { GraphNode, Value } from './graph.ts';
import { add, scalar } from './ops-math.ts';

/**
 * The gradient of `loss` (a float without axes) with respect to each value of `wrt`, of the same shape.
 * Sizes must be known: a graph that trains has a fixed batch.
 *
 * @throws TypeError where an operation on the way has no rule.
 */
export function gradients(loss: Value, wrt: readonly Value[]): Value[] {
  const nodes = [...loss.graph.nodes];
  const depends = dependents(nodes, wrt);
  const known = new Map([[loss.name, scalar(loss.graph, 1, loss.type)]]);
  for (const node of nodes.reverse()) {
    if (node.outputs.some(({ name }) => known.has(name) && depends.has(name))) backward(node, known, depends);
  }
  return wrt.map((value) => {
    const gradient = known.get(value.name);
    if (gradient === undefined)
      throw new TypeError(`Expected a loss that depends on ${value.name}, got one without`);
    return gradient;
  });
}

/** Names of all values that change with one of `wrt`. */
function dependents(nodes: readonly GraphNode[], wrt: readonly Value[]): Set<string> {
  const names = new Set(wrt.map(({ name }) => name));
  for (const { inputs, outputs } of nodes) {
    if (inputs.some((input) => input !== undefined && names.has(input.name))) {
      for (const { name } of outputs) names.add(name);
    }
  }
  return names;
}

function backward(node: GraphNode, known: Map<string, Value>, depends: ReadonlySet<string>): void {
  const rule = node.gradient ?? GRADIENT_RULES[node.op];
  if (rule === undefined) throw new TypeError(`Expected an operation with a gradient, got ${node.op}`);
  const contributions = rule({
    ...node,
    gradients: node.outputs.map(({ name }) => known.get(name)),
    wanted: (index) => depends.has(node.inputs[index]?.name ?? ''),
  });
  node.inputs.forEach((input, i) => {
    const contribution = contributions[i];
    if (input === undefined || contribution === undefined || !depends.has(input.name)) return;
    const before = known.get(input.name);
    known.set(input.name, before === undefined ? contribution : add(before, contribution));
  });
}
