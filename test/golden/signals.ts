import type { Samples } from '../../src/audio/samples.ts';

const SAMPLE_RATE = 22_050;
const LENGTH = 66_150;

/** The seven signals of the golden files, generated as their definitions say. */
export const SIGNALS: Readonly<Record<string, Float64Array>> = {
  sine440: signal((t) => 0.5 * Math.sin(2 * Math.PI * 440 * t)),
  chord: chord(),
  chirp: signal((t) => 0.5 * Math.sin(2 * Math.PI * (100 * t + ((8000 - 100) / (2 * 3)) * t * t))),
  noise: noise().map((value) => 0.3 * value),
  clicks120: clicks(),
  mix: mix(),
  silence: new Float64Array(LENGTH),
};

/** A golden signal as the features take it. */
export function goldenSamples(name: string): Samples {
  return { data: Float32Array.from(SIGNALS[name]), sampleRate: SAMPLE_RATE };
}

function signal(value: (seconds: number) => number): Float64Array {
  return Float64Array.from({ length: LENGTH }, (_, i) => value(i / SAMPLE_RATE));
}

function chord(): Float64Array {
  const tone = (hertz: number, t: number) => Math.sin(2 * Math.PI * hertz * t);
  return signal((t) => 0.2 * (tone(261.63, t) + tone(329.63, t) + tone(392, t)));
}

function noise(): Float64Array {
  let state = 1n;
  return Float64Array.from({ length: LENGTH }, () => {
    state = (1664525n * state + 1013904223n) % 4294967296n;
    return (Number(state) / 4294967296) * 2 - 1;
  });
}

function clicks(): Float64Array {
  return Float64Array.from({ length: LENGTH }, (_, i) => (i % 11_025 === 0 ? 1 : 0));
}

function mix(): Float64Array {
  const [tones, hiss, beats] = [chord(), noise(), clicks()];
  return tones.map((value, i) => 0.5 * value + 0.1 * hiss[i] + 0.3 * beats[i]);
}
