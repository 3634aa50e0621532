/** Steps along a sequence, each of which takes what the one before it leaves. */
import type { Value } from './graph.ts';

/** States for the next step, and results of this one. */
export interface ScanStep {
  readonly states: readonly Value[];
  readonly results: readonly Value[];
}

/**
 * Runs `step` along the first axis of the sequences.
 *
 * @param initial states before the first step
 * @param step from the states and an element of each sequence
 * @param direction `backward`: from the last elements to the first
 * @returns the results of all steps, each along a first axis in the order of the sequences
 */
export function scan(
  initial: readonly Value[],
  sequences: readonly Value[],
  step: (states: readonly Value[], elements: readonly Value[]) => ScanStep,
  direction: 'forward' | 'backward' = 'forward',
): Value[] {
  const { graph, shape } = sequences[0];
  const elements = sequences.map((sequence) => ({ type: sequence.type, shape: sequence.shape.slice(1) }));
  const body = graph.subgraph([...initial, ...elements], (inputs) => {
    const { states, results } = step(inputs.slice(0, initial.length), inputs.slice(initial.length));
    return [...states, ...results];
  });
  const results = body.outputs.slice(initial.length).map((result) => {
    return { type: result.type, shape: [shape[0], ...result.shape] };
  });
  const code = direction === 'forward' ? 0 : 1;
  const attributes = {
    body: { graph: body },
    num_scan_inputs: { int: sequences.length },
    scan_input_directions: { ints: sequences.map(() => code) },
    scan_output_directions: { ints: results.map(() => code) },
  };
  return graph
    .node('Scan', [...initial, ...sequences], [...initial, ...results], attributes)
    .slice(initial.length);
}
