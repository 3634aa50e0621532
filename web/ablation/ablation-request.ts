/** Asks a model about one part of a song, as it is and with things taken away. */
import { blobSource } from '../../src/audio/byte-source.ts';
import { streamSamples } from '../../src/audio/load.ts';
import { concatenate } from '../../src/audio/resample.ts';
import { SAMPLE_RATE, type Samples } from '../../src/audio/samples.ts';
import { classify } from '../../src/classify/classify.ts';
import { reportError } from '../../src/errors.ts';
import { fetchModel } from '../engine/fetch-model.ts';
import type { AblationAnswer, AblationRequest } from './messages.ts';
import { PARTS, removePart } from './parts.ts';

/** Answers with messages. */
export async function answerRequest(request: AblationRequest): Promise<void> {
  try {
    const model = await fetchModel(request.model);
    const samples = await excerpt(request);
    for (const part of [undefined, ...PARTS]) {
      const remaining = part === undefined ? samples : removePart(part, samples);
      const { ranking } = await classify(remaining, model);
      post({ kind: 'answered', answer: { part, ranking } });
    }
  } catch (error) {
    const { code, message } = reportError(error);
    post({ kind: 'failed', code, message });
  }
}

async function excerpt({ file, startSeconds, endSeconds }: AblationRequest): Promise<Samples> {
  const [start, end] = [startSeconds, endSeconds].map((seconds) => Math.round(seconds * SAMPLE_RATE));
  const { chunks } = await streamSamples(blobSource(file));
  const parts: Float32Array[] = [];
  let read = 0;
  for await (const chunk of chunks) {
    const piece = chunk.slice(Math.max(0, start! - read), Math.max(0, end! - read));
    if (piece.length > 0) parts.push(piece);
    read += chunk.length;
    if (read >= end!) break;
  }
  return { data: concatenate(parts), sampleRate: SAMPLE_RATE };
}

function post(message: AblationAnswer): void {
  postMessage(message);
}
