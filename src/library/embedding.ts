/** Places on a plane such that neighbours stay neighbours: t-SNE (van der Maaten and Hinton 2008), exact. */
import { setImmediate } from 'node:timers/promises';
import { forEachInSlices } from './slices.ts';

/** About how many neighbours each point holds on to. */
const PERPLEXITY = 25;
const SEARCHES = 50;
const ITERATIONS = 350;
/** At first attraction counts more, so that groups find together. */
const EXAGGERATION = 12;
const EXAGGERATED = 100;
const START_DEVIATION = 1e-2;
const LEAST = 1e-12;

/**
 * @param squared distances of each to each, row by row, for `count` points.
 * @param start two numbers a point; their directions are kept where neighbours allow.
 * @returns two numbers a point, with mean 0. The same for the same input. Gives way to others between iterations.
 */
export async function embed(
  squared: Float64Array,
  count: number,
  start: Float64Array,
): Promise<Float64Array> {
  const attraction = await jointProbabilities(squared, count);
  const places = scaledStart(start);
  const speed = new Float64Array(places.length);
  const gains = new Float64Array(places.length).fill(1);
  const rate = Math.max(10, count / EXAGGERATION / 4);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const early = iteration < EXAGGERATED;
    const gradient = gradientOf(attraction, places, count, early ? EXAGGERATION : 1);
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

/** How strongly each pair belongs together; sums to 1. */
async function jointProbabilities(squared: Float64Array, count: number): Promise<Float64Array> {
  const joint = new Float64Array(count * count);
  const entropy = Math.log(Math.min(PERPLEXITY, Math.max(1, (count - 1) / 3)));
  const points = Array.from({ length: count }, (_, i) => squared.subarray(i * count, (i + 1) * count));
  await forEachInSlices(points, (distances, i) => {
    const row = rowOfProbabilities(distances, i, entropy);
    for (let j = 0; j < count; j++) {
      joint[i * count + j] += row[j] / (2 * count);
      joint[j * count + i] += row[j] / (2 * count);
    }
  });
  return joint;
}

/** A Gaussian around point `self`, as wide as the entropy asks for. */
function rowOfProbabilities(squared: Float64Array, self: number, entropy: number): Float64Array {
  const nearest = squared.reduce(
    (least, value, j) => (j === self ? least : Math.min(least, value)),
    Infinity,
  );
  let [precision, low, high] = [1, 0, Infinity];
  const row = new Float64Array(squared.length);
  for (let search = 0; search < SEARCHES; search++) {
    let [sum, weighted] = [0, 0];
    for (let j = 0; j < row.length; j++) {
      row[j] = j === self ? 0 : Math.exp(-precision * (squared[j] - nearest));
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

function gradientOf(
  attraction: Float64Array,
  places: Float64Array,
  count: number,
  exaggeration: number,
): Float64Array {
  const pull = new Float64Array(places.length);
  const push = new Float64Array(places.length);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const [atX, atY] = [2 * i, 2 * i + 1];
    const [placeX, placeY] = [places[atX], places[atY]];
    // What point i feels is added up beside the arrays: half of the time went into writing it there.
    let [pullX, pullY, pushX, pushY] = [pull[atX], pull[atY], push[atX], push[atY]];
    for (let j = i + 1; j < count; j++) {
      const x = placeX - places[2 * j];
      const y = placeY - places[2 * j + 1];
      const near = 1 / (1 + x * x + y * y);
      total += 2 * near;
      const force = exaggeration * attraction[i * count + j] * near;
      const away = near * near;
      pullX += force * x;
      pullY += force * y;
      pushX += away * x;
      pushY += away * y;
      pull[2 * j] -= force * x;
      pull[2 * j + 1] -= force * y;
      push[2 * j] -= away * x;
      push[2 * j + 1] -= away * y;
    }
    pull[atX] = pullX;
    pull[atY] = pullY;
    push[atX] = pushX;
    push[atY] = pushY;
  }
  const scale = Math.max(LEAST, total);
  return pull.map((value, i) => 4 * (value - push[i] / scale));
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
