import { SAMPLE_RATE } from '../../audio/samples.ts';
import { classify } from '../../classify/classify.ts';
import type { Model } from '../../models/model-file.ts';

const MIN_SECONDS = 3;
const MAX_SECONDS = 30;

/** Trial in the worker: the model predicts the genre of a synthetic sound. @throws the model's error */
export async function classifySyntheticSound(model: Model): Promise<void> {
  const seconds = Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, model.info.segments.seconds));
  await classify({ data: madeUpSound(seconds), sampleRate: SAMPLE_RATE }, model);
}

/** Decaying tone, twice a second. */
function madeUpSound(seconds: number): Float32Array {
  const beat = Float32Array.from({ length: SAMPLE_RATE / 2 }, (_, i) => {
    const time = i / SAMPLE_RATE;
    return 0.3 * Math.sin(2 * Math.PI * 220 * time) * Math.exp(-4 * time) + 0.01 * Math.sin(i * i);
  });
  const sound = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  for (let start = 0; start < sound.length; start += beat.length)
    sound.set(beat.subarray(0, sound.length - start), start);
  return sound;
}
