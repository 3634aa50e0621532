/** Names of the example pieces: `pieces.ts` has what they are, and is loaded by a worker alone. */
export const EXAMPLE_NAMES = ['slow-water', 'night-bus', 'two-rooms'] as const;
export type ExampleName = (typeof EXAMPLE_NAMES)[number];
