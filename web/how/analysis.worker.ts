/** Worker that computes everything the explanation shows, with the same core that feeds the models. */
import { segmentsOf } from '../../src/analysis/segments.ts';
import { SAMPLE_RATE, type Samples } from '../../src/audio/samples.ts';
import { powerToDb } from '../../src/dsp/decibel.ts';
import { reportError } from '../../src/errors.ts';
import { Analysis } from '../../src/features/analysis.ts';
import { beatTrack } from '../../src/features/beat.ts';
import { chromaStft } from '../../src/features/chroma.ts';
import { byRow } from '../../src/features/frames.ts';
import { hpss } from '../../src/features/hpss.ts';
import { melSpectrogram } from '../../src/features/mel-spectrogram.ts';
import { onsetStrength } from '../../src/features/onset.ts';
import type { FeatureArray } from '../../src/features/recipe.ts';
import type { Spectra } from '../../src/features/spectra.ts';
import { spectralBandwidth, spectralCentroid, spectralRolloff } from '../../src/features/spectral.ts';
import { tonnetzOfChroma } from '../../src/features/tonnetz.ts';
import { zeroCrossingRate } from '../../src/features/waveform.ts';
import { MEL_BANDS, type SoundAnalysis, type SoundAnswer, type SoundRequest } from './sound-analysis.ts';
import { tune } from './tune.ts';

/** Start of the passage that is shown of a song; of a shorter one, its end. */
const FROM_SECONDS = 30;
const SHOWN = { seconds: 12, hopSeconds: 6, withSilence: true };

addEventListener('message', async ({ data }: MessageEvent<SoundRequest>) => {
  try {
    const samples = data.kind === 'tune' ? tune() : await excerpt(data.file);
    post({ kind: 'analysed', analysis: analyse(samples, data.kind === 'tune' ? data.name : data.file.name) });
  } catch (error) {
    const { code, message } = reportError(error);
    post({ kind: 'failed', code, message });
  }
});

async function excerpt(file: File): Promise<Samples> {
  let samples: Samples = { data: new Float32Array(0), sampleRate: SAMPLE_RATE };
  for await (const { startSeconds, analysis } of await segmentsOf(file, [SHOWN])) {
    samples = analysis.samples();
    if (startSeconds >= FROM_SECONDS) break;
  }
  return samples;
}

function analyse(samples: Samples, name: string): SoundAnalysis {
  const analysis = new Analysis(samples);
  const chroma = chromaStft(analysis);
  const mel = melSpectrogram(analysis, { nMels: MEL_BANDS });
  const beats = beatTrack(analysis);
  return {
    name,
    samples: samples.data,
    sampleRate: samples.sampleRate,
    frames: analysis.spectra().frames,
    magnitudes: magnitudesOf(analysis.spectra()),
    mel: { data: powerToDb(mel.data), shape: mel.shape },
    chroma,
    tonnetz: tonnetzOfChroma(chroma),
    centroid: spectralCentroid(analysis),
    bandwidth: spectralBandwidth(analysis),
    rolloff: spectralRolloff(analysis),
    crossings: zeroCrossingRate(samples),
    ...hpss(analysis),
    onsets: onsetStrength(analysis).data,
    beatSeconds: beats.seconds,
    tempo: beats.tempo,
  };
}

function magnitudesOf(spectra: Spectra): FeatureArray {
  const { stride, bins } = spectra.stft;
  const data = new Float32Array(bins * spectra.frames);
  spectra.eachBlock((rows, first) => {
    for (let t = 0; t * stride < rows.length; t++)
      data.set(rows.subarray(t * stride, t * stride + bins), (first + t) * bins);
  });
  return byRow({ data, width: bins });
}

function post(message: SoundAnswer): void {
  postMessage(message);
}
