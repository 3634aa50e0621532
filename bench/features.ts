/**
 * Times the features of a 30 s sound on one core, beside the least that their arithmetic could take, and beside
 * librosa where a Python that has it is found (PYTHON names it; python3 otherwise). Run: npx tsx bench/features.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { melFilters } from '../src/dsp/mel.ts';
import { Analysis } from '../src/features/analysis.ts';
import { chromaFrames } from '../src/features/chroma.ts';
import { chromaCqtFrames } from '../src/features/chroma-cqt.ts';
import { hpss } from '../src/features/hpss.ts';
import { mfccFrames } from '../src/features/mfcc.ts';
import { RECIPES } from '../src/features/recipes.ts';
import { shippedEar } from '../src/jobs/shipped-models.ts';
import { goldenSamples } from '../test/golden/signals.ts';

const RUNS = 15;
const N_FFT = 2048;
const BINS = N_FFT / 2 + 1;
const SECONDS = 30;
const MEDIAN_LENGTH = 31;
/** A vector unit takes two operations a cycle: four doubles or eight floats. */
const DOUBLES_PER_CYCLE = 4;
const FLOATS_PER_CYCLE = 8;

interface Stage {
  readonly name: string;
  readonly limitMs?: number;
  /** Arithmetic operations on doubles and on floats; none is stated where logarithms or memory decide. */
  readonly operations?: { readonly doubles: number; readonly floats: number };
  run(): unknown;
}

const samples = sound();
const frames = new Analysis(samples).spectra().frames;
const hertz = (cpus()[0]?.speed || 2500) * 1e6;

const transform = 2.5 * N_FFT * Math.log2(N_FFT) + N_FFT;
const stftOperations = frames * (transform + 4 * BINS);
const melOperations = 2 * frames * melFilters(22_050, N_FFT).filter((weight) => weight !== 0).length;
const mfccOperations = {
  doubles: stftOperations + 2 * frames * 20 * 128,
  floats: melOperations + frames * BINS,
};
const chromaOperations = { doubles: stftOperations, floats: frames * BINS * (2 * 12 + 1) };
const hpssOperations = {
  doubles: 3 * frames * transform,
  floats: frames * BINS * (2 * 4 * MEDIAN_LENGTH + 10),
};

const STAGES: readonly Stage[] = [
  { name: 'STFT', operations: { doubles: stftOperations, floats: 0 }, run: () => spectrum() },
  {
    name: 'STFT + mel + MFCC',
    limitMs: 20,
    operations: mfccOperations,
    run: () => mfccFrames(new Analysis(samples).spectra()),
  },
  { name: 'chroma', operations: chromaOperations, run: () => chromaFrames(new Analysis(samples).spectra()) },
  { name: 'HPSS', limitMs: 120, operations: hpssOperations, run: () => hpss(new Analysis(samples)) },
  { name: 'constant-Q chroma', run: () => chromaCqtFrames(new Analysis(samples).spectra()) },
  ...RECIPES.map((recipe) => ({
    name: recipe.name,
    limitMs: recipe.name === 'librosa-57' ? 250 : undefined,
    run: () => recipe.compute(new Analysis(samples, { ear: shippedEar })),
  })),
];

const librosa = librosaTimes();
console.log(
  `${SECONDS} s of sound, best of ${RUNS} runs, one core at ${(hertz / 1e9).toFixed(2)} GHz; times in ms`,
);
console.log(line(['stage', 'wall', 'cpu', 'limit', 'floor', 'x floor', 'librosa', 'ratio']));
for (const stage of STAGES) console.log(report(stage));
console.log(
  librosa
    ? `librosa ${librosa.version} in the same sitting`
    : 'No Python with librosa found: set PYTHON to compare.',
);

function spectrum(): Float32Array {
  return new Analysis(samples).spectra().magnitudes(0, frames);
}

function report(stage: Stage): string {
  const { wall, cpu } = best(stage.run);
  const floor = stage.operations && floorMs(stage.operations);
  const peer = librosa?.[stage.name];
  return line([
    stage.name,
    wall.toFixed(1),
    cpu.toFixed(1),
    stage.limitMs?.toString() ?? '',
    floor?.toFixed(1) ?? '',
    floor ? (cpu / floor).toFixed(1) : '',
    typeof peer === 'number' ? peer.toFixed(1) : '',
    typeof peer === 'number' ? (peer / wall).toFixed(1) : '',
  ]);
}

/** CPU time leaves out what other processes take away; wall time is what a user waits. */
function best(run: () => unknown): { wall: number; cpu: number } {
  let [wall, cpu] = [Infinity, Infinity];
  for (let i = 0; i < RUNS; i++) {
    const startedAt = performance.now();
    const startedCpu = process.cpuUsage();
    run();
    const used = process.cpuUsage(startedCpu);
    wall = Math.min(wall, performance.now() - startedAt);
    cpu = Math.min(cpu, (used.user + used.system) / 1000);
  }
  return { wall, cpu };
}

function floorMs({ doubles, floats }: { doubles: number; floats: number }): number {
  return ((doubles / DOUBLES_PER_CYCLE + floats / FLOATS_PER_CYCLE) / hertz) * 1000;
}

function line(cells: string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(9))).join('');
}

/** Tones, noise and beats: the golden mixture over and over. */
function sound(): { data: Float32Array; sampleRate: number } {
  const { data, sampleRate } = goldenSamples('mix');
  const length = SECONDS * sampleRate;
  return { data: Float32Array.from({ length }, (_, i) => data[i % data.length]), sampleRate };
}

function librosaTimes(): Record<string, number | string> | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'tonearm-bench-'));
  try {
    const file = path.join(folder, 'samples.f32');
    writeFileSync(file, samples.data);
    const script = fileURLToPath(new URL('./librosa.py', import.meta.url));
    const threads = { OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', [script, file], {
      encoding: 'utf8',
      env: { ...process.env, ...threads },
    });
    return status === 0 ? JSON.parse(stdout) : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
