/** How energy goes over a list. */
export const ENERGY_COURSES = ['rising', 'falling', 'arc'] as const;
export type EnergyCourse = (typeof ENERGY_COURSES)[number];

/** So far from the course, as a share of the songs, is as good as on it. */
const BAND = 0.06;

/** Such songs are taken where none of known energy is on the course. */
const UNKNOWN = 0.02;

/** Where in the order of energy the song shall be that stands at a share of the list: 0 is the calmest. */
const COURSES: Readonly<Record<EnergyCourse, (share: number) => number>> = {
  rising: (share) => share,
  falling: (share) => 1 - share,
  arc: (share) => 1 - Math.abs(2 * share - 1),
};

/**
 * How far songs are off the course among songs of these energies, as a share of them: by rank, since songs of one
 * kind differ little. 0 is on it.
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

/** How many of sorted numbers are less. */
function below(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
