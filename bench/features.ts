/**
 * Time of features of half a minute, beside librosa's, on one core. It needs a Python with librosa, which
 * PYTHON names; see bench/peers/README.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Analysis } from '../src/features/analysis.ts';
import { chromaFrames } from '../src/features/chroma.ts';
import { chromaCqtFrames } from '../src/features/chroma-cqt.ts';
import { hpss } from '../src/features/hpss.ts';
import { mfccFrames } from '../src/features/mfcc.ts';
import { RECIPES } from '../src/features/recipes.ts';
import { shippedEar } from '../src/jobs/shipped-networks.ts';
import { goldenSamples } from '../test/golden/signals.ts';
import { sized } from './support/arguments.ts';
import { compare, processorMs } from './support/contest.ts';
import { pythonPeer } from './support/peers.ts';

const ROUNDS = sized(15, 1);
const SECONDS = sized(30, 3);

const samples = sound();
const folder = mkdtempSync(path.join(tmpdir(), 'tonearm-bench-'));
const file = path.join(folder, 'samples.f32');
writeFileSync(file, samples.data);
const librosa = await pythonPeer('time_librosa.py', [file]);

const STAGES: Readonly<Record<string, (analysis: Analysis) => unknown>> = {
  STFT: (analysis) => analysis.spectra().magnitudes(0, analysis.spectra().frames),
  'STFT + mel + MFCC': (analysis) => mfccFrames(analysis.spectra()),
  chroma: (analysis) => chromaFrames(analysis.spectra()),
  HPSS: hpss,
  'constant-Q chroma': (analysis) => chromaCqtFrames(analysis.spectra()),
  ...Object.fromEntries(
    RECIPES.map((recipe) => [recipe.name, (analysis: Analysis) => recipe.compute(analysis)]),
  ),
};
const TIMED_PEERS = ['STFT', 'STFT + mel + MFCC', 'chroma', 'HPSS', 'constant-Q chroma', 'librosa-57'];

await compare(
  `Features of ${SECONDS} s of sound, one core, from samples on`,
  librosa.version ?? 'no librosa found',
  Object.entries(STAGES).map(([name, compute]) => ({
    name,
    ours: () => processorMs(() => compute(new Analysis(samples, { ear: shippedEar }))),
    peer: TIMED_PEERS.includes(name) ? librosa.run(name) : undefined,
  })),
  ROUNDS,
);
librosa.close();
rmSync(folder, { recursive: true });

/** Tones, noise and beats: the golden mixture over and over. */
function sound(): { data: Float32Array; sampleRate: number } {
  const { data, sampleRate } = goldenSamples('mix');
  const length = SECONDS * sampleRate;
  return { data: Float32Array.from({ length }, (_, i) => data[i % data.length]), sampleRate };
}
