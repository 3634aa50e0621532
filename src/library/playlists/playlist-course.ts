/** Course of energy over a playlist. */
export const ENERGY_COURSES = ['rising', 'falling', 'arc'] as const;
export type EnergyCourse = (typeof ENERGY_COURSES)[number];

/** Tolerance around the course, as a share of the songs. */
const BAND = 0.06;

/** Distance of songs of unknown energy, which are taken if no known one is on the course. */
const UNKNOWN = 0.02;

/** Rank in the order of energy (0: the calmest) by position in the list, both 0..1. */
const COURSES: Readonly<Record<EnergyCourse, (share: number) => number>> = {
  rising: (share) => share,
  falling: (share) => 1 - share,
  arc: (share) => 1 - Math.abs(2 * share - 1),
};

/**
 * Distance of songs from the course, as a share of the songs with these energies: by rank, since songs of one
 * kind differ little. 0 is on the course.
 */
export function openCourse(
  course: EnergyCourse,
  energies: readonly (number | null)[],
): (share: number, energy: number | null) => number {
  const sorted = Float64Array.from(energies.filter((energy) => energy !== null)).sort();
  return (share, energy) => {
    if (energy === null || sorted.length === 0) return UNKNOWN;
    const rank = below(sorted, energy) / sorted.length;
    return Math.max(0, Math.abs(rank - COURSES[course](share)) - BAND);
  };
}

/** Number of sorted values that are less. */
function below(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
