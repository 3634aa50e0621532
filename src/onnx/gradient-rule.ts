import type { GraphNode, Value } from './graph.ts';

/** Node with the gradients of its results (undefined for one that the loss does not use), and the requested ones. */
export interface BackwardNode extends GraphNode {
  readonly gradients: readonly (Value | undefined)[];
  /** Whether anybody needs the gradient of this input. */
  wanted(index: number): boolean;
}

/** The gradient of each input, in order; undefined where there is none. */
export type GradientRule = (node: BackwardNode) => (Value | undefined)[];
