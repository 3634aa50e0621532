/**
 * Layout on a plane that preserves neighbourhoods: t-SNE (van der Maaten and Hinton 2008). Each point is
 * attracted by its nearest, three times the perplexity (van der Maaten 2014), and repelled by all others.
 */
import { setImmediate } from 'node:timers/promises';
import { forEachInSlices } from '../slices.ts';

/** Effective number of neighbours. */
const PERPLEXITY = 25;
const NEAREST = 3 * PERPLEXITY;
const SEARCHES = 50;
const ITERATIONS = 250;
/** Early exaggeration: attraction counts more at first, so that clusters form. */
const EXAGGERATION = 12;
const EXAGGERATED = 100;
const START_DEVIATION = 1e-2;
const LEAST = 1e-12;

/** Nearest-neighbour graph: `width` edges for each point, point by point. */
interface Edges {
  readonly width: number;
  readonly to: Uint32Array;
  /** Symmetric affinities; their sum is a half. */
  readonly strength: Float64Array;
}

/**
 * @param squared distances of each to each, row by row, for `count` points.
 * @param start two numbers a point; their directions are kept where neighbours allow.
 * @returns two numbers a point, with mean 0. The same for the same input. Gives way to others between iterations.
 */
export async function tsne(squared: Float32Array, count: number, start: Float64Array): Promise<Float64Array> {
  const edges = await edgesOf(squared, count);
  const places = scaledStart(start);
  const speed = new Float64Array(places.length);
  const gains = new Float64Array(places.length).fill(1);
  const rate = Math.max(10, count / EXAGGERATION / 4);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const early = iteration < EXAGGERATED;
    const gradient = gradientOf(edges, places, early ? EXAGGERATION : 1);
    const momentum = early ? 0.5 : 0.8;
    for (let i = 0; i < places.length; i++) {
      gains[i] = Math.max(
        0.01,
        Math.sign(gradient[i]) === Math.sign(speed[i]) ? gains[i] * 0.8 : gains[i] + 0.2,
      );
      speed[i] = momentum * speed[i] - rate * gains[i] * gradient[i];
      places[i] += speed[i];
    }
    await setImmediate();
  }
  return centred(places);
}

/** Graph from each point to its nearest. */
async function edgesOf(squared: Float32Array, count: number): Promise<Edges> {
  const width = Math.max(0, Math.min(NEAREST, count - 1));
  const entropy = Math.log(Math.min(PERPLEXITY, Math.max(1, (count - 1) / 3)));
  const edges = { width, to: new Uint32Array(count * width), strength: new Float64Array(count * width) };
  const points = Array.from({ length: count }, (_, i) => squared.subarray(i * count, (i + 1) * count));
  await forEachInSlices(points, (distances, i) => {
    const near = nearestOf(distances, i, width);
    const row = probabilitiesOf(
      Float64Array.from(near, (j) => distances[j]),
      entropy,
    );
    edges.to.set(near, i * width);
    edges.strength.set(
      row.map((value) => value / (2 * count)),
      i * width,
    );
  });
  return edges;
}

/** Nearest `count` others of a point, unordered. */
function nearestOf(distances: Float32Array, self: number, count: number): number[] {
  const others = Array.from(distances.keys()).filter((j) => j !== self);
  // Numbers without a comparison of ours are sorted several times as fast.
  const limit = Float32Array.from(others, (j) => distances[j]).sort()[count - 1];
  const nearer = others.filter((j) => distances[j] < limit);
  const equal = others.filter((j) => distances[j] === limit);
  return [...nearer, ...equal.slice(0, count - nearer.length)];
}

/** Gaussian affinities whose entropy matches the perplexity. */
function probabilitiesOf(squared: Float64Array, entropy: number): Float64Array {
  const nearest = squared.reduce((least, value) => Math.min(least, value), Infinity);
  let [precision, low, high] = [1, 0, Infinity];
  const row = new Float64Array(squared.length);
  for (let search = 0; search < SEARCHES; search++) {
    let [sum, weighted] = [0, 0];
    for (let j = 0; j < row.length; j++) {
      row[j] = Math.exp(-precision * (squared[j] - nearest));
      sum += row[j];
      weighted += row[j] * (squared[j] - nearest);
    }
    const found = Math.log(Math.max(LEAST, sum)) + (precision * weighted) / Math.max(LEAST, sum);
    for (let j = 0; j < row.length; j++) row[j] /= Math.max(LEAST, sum);
    if (Math.abs(found - entropy) < 1e-4) break;
    if (found > entropy) low = precision;
    else high = precision;
    precision = Number.isFinite(high) ? (low + high) / 2 : precision * 2;
  }
  return row;
}

function gradientOf(edges: Edges, places: Float64Array, exaggeration: number): Float64Array {
  const gradient = attractionOf(edges, places, 4 * exaggeration);
  const { push, total } = repulsionOf(places);
  const scale = 4 / Math.max(LEAST, total);
  for (let i = 0; i < gradient.length; i++) gradient[i] -= scale * push[i];
  return gradient;
}

// In both loops what a point feels is added up beside the array: writing it there took half of the time.

function attractionOf({ width, to, strength }: Edges, places: Float64Array, factor: number): Float64Array {
  const pull = new Float64Array(places.length);
  for (let a = 0, edge = 0; a < places.length; a += 2) {
    let pullX = 0;
    let pullY = 0;
    for (const end = edge + width; edge < end; edge++) {
      const b = 2 * to[edge];
      const x = places[a] - places[b];
      const y = places[a + 1] - places[b + 1];
      const force = (factor * strength[edge]) / (1 + x * x + y * y);
      pullX += force * x;
      pullY += force * y;
      pull[b] -= force * x;
      pull[b + 1] -= force * y;
    }
    pull[a] += pullX;
    pull[a + 1] += pullY;
  }
  return pull;
}

/** Repulsion between all points; each pair is computed once. */
function repulsionOf(places: Float64Array): { push: Float64Array; total: number } {
  const push = new Float64Array(places.length);
  let total = 0;
  for (let a = 0; a < places.length; a += 2) {
    const placeX = places[a];
    const placeY = places[a + 1];
    let pushX = 0;
    let pushY = 0;
    for (let b = a + 2; b < places.length; b += 2) {
      const x = placeX - places[b];
      const y = placeY - places[b + 1];
      const near = 1 / (1 + x * x + y * y);
      total += near;
      const away = near * near;
      pushX += away * x;
      pushY += away * y;
      push[b] -= away * x;
      push[b + 1] -= away * y;
    }
    push[a] += pushX;
    push[a + 1] += pushY;
  }
  return { push, total: 2 * total };
}

function scaledStart(start: Float64Array): Float64Array {
  const deviation = Math.sqrt(start.reduce((sum, value) => sum + value * value, 0) / start.length);
  return start.map((value) => (value / Math.max(LEAST, deviation)) * START_DEVIATION);
}

function centred(places: Float64Array): Float64Array {
  const count = places.length / 2;
  const means = [0, 1].map(
    (axis) => places.reduce((sum, v, i) => (i % 2 === axis ? sum + v : sum), 0) / count,
  );
  return places.map((value, i) => value - means[i % 2]);
}
