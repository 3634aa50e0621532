/** Entry of the process in which a model of a stranger is tried. */
import { SAMPLE_RATE } from '../audio/samples.ts';
import { classify } from '../classify/classify.ts';
import { modelAt } from './model-at.ts';
import { hostTasks } from './worker-host.ts';

const MIN_SECONDS = 3;
const MAX_SECONDS = 30;

hostTasks<string, null, null>(async (path, onProgress) => {
  onProgress(null);
  const model = await modelAt(path);
  const seconds = Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, model.info.segments.seconds));
  await classify({ data: madeUpSound(seconds), sampleRate: SAMPLE_RATE }, model);
  return null;
});

/** A tone that dies away, twice a second. */
function madeUpSound(seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => {
    const time = i / SAMPLE_RATE;
    return 0.3 * Math.sin(2 * Math.PI * 220 * time) * Math.exp(-4 * (time % 0.5)) + 0.01 * Math.sin(i * i);
  });
}
