/** Entry of both sides of the browser test: every feature of one generated sound, as numbers. */
import { ear, earSegments, earVgg } from '../../src/features/ear.ts';
import { Analysis, beatTrack, cqt, hpss, RECIPES, tonnetz } from '../../src/features/index.ts';

/** All recipes and a few features of six seconds of tones, noise and knocks. */
export async function computeAll(): Promise<Record<string, number[]>> {
  const samples = sound();
  const analysis = new Analysis(samples);
  const rows: [string, number[]][] = [];
  // Only the ear's input is bundled here, not its networks.
  for (const recipe of RECIPES.filter((each) => each !== ear && each !== earVgg))
    rows.push([recipe.name, Array.from((await recipe.compute(analysis)).data)]);
  return {
    ...Object.fromEntries(rows),
    earSegments: Array.from(earSegments(analysis.samples(16_000))),
    beats: [...beatTrack(samples).frames],
    harmonic: Array.from(hpss(samples).harmonic),
    tonnetz: Array.from(tonnetz(samples).data),
    cqt: Array.from(cqt(samples).data),
  };
}

function sound(): { data: Float32Array; sampleRate: number } {
  let state = 7;
  const data = Float32Array.from({ length: 6 * 22_050 }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const tone = 0.3 * (((i * 37) % 101) / 101 - 0.5);
    return tone + (0.1 * state) / 2 ** 31 + (i % 9000 < 30 ? 0.5 : 0);
  });
  return { data, sampleRate: 22_050 };
}

Object.assign(globalThis, { computeAll });
