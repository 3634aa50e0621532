/** Looks into one song, away from the page's thread, with the same core that feeds the models. */
import { type Segment, segmentsOf } from '../../src/analysis/segments.ts';
import { powerToDb } from '../../src/dsp/decibel.ts';
import type { Analysis } from '../../src/features/analysis.ts';
import { chromaFrames } from '../../src/features/chroma.ts';
import { librosa57 } from '../../src/features/librosa-57.ts';
import { melFrames } from '../../src/features/mel-spectrogram.ts';
import { type Insight, type InsightAnswer, type InsightRequest, MEL_BANDS } from './insight.ts';
import { Mosaic } from './mosaic.ts';
import { type Traits, traitsOf, traitsOfParts } from './traits.ts';

/** Segmentation as of the clips whose traits a song is compared with. */
const PART = { seconds: 30, hopSeconds: 30 };
/** Segmentation for the pictures, which show the song as it is. */
const PICTURE = { ...PART, withSilence: true };
/** Number of segments, spread over the song, that traits are computed from. */
const MAX_PARTS = 8;
const CHROMA_ROWS = 12;
/** The padding of the recipe. */
const SPECTRA = { padMode: 'reflect' } as const;

addEventListener('message', async ({ data }: MessageEvent<InsightRequest>) => {
  try {
    answer({ kind: 'insight', insight: await lookInto(data.file) });
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});

async function lookInto(file: File): Promise<Insight> {
  const pictures = { mel: new Mosaic(MEL_BANDS), chroma: new Mosaic(CHROMA_ROWS) };
  const parts = new Parts();
  let seconds = 0;
  for await (const segment of await segmentsOf(file, [PICTURE, PART])) {
    if (segment.spec === PART) {
      parts.take(segment.analysis);
    } else {
      paint(segment, seconds, pictures);
      seconds = segment.endSeconds;
    }
  }
  const mel = pictures.mel.picture();
  return {
    seconds,
    mel: { ...mel, data: powerToDb(mel.data) },
    chroma: pictures.chroma.picture(),
    traits: parts.traits.length > 0 ? traitsOfParts(parts.traits) : undefined,
  };
}

/** Adds what a segment has beyond the seconds that were seen: the last one begins within its neighbour. */
function paint(
  { analysis, startSeconds }: Segment,
  seen: number,
  { mel, chroma }: { mel: Mosaic; chroma: Mosaic },
): void {
  const spectra = analysis.spectra(SPECTRA);
  const first = Math.round(((seen - startSeconds) * analysis.sampleRate) / spectra.stft.hopLength);
  mel.add(melFrames(spectra, { nMels: MEL_BANDS }), first);
  chroma.add(chromaFrames(spectra), first);
}

/** Traits of some parts of a song, spread over as much of it as sounded. */
class Parts {
  readonly traits: Traits[] = [];
  #index = 0;
  #stride = 1;

  take(analysis: Analysis): void {
    const taken = this.#index % this.#stride === 0;
    this.#index++;
    if (!taken) return;
    this.traits.push(describe(analysis));
    if (this.traits.length <= MAX_PARTS) return;
    // Every other part goes, and so does every other from here on.
    this.traits.splice(0, this.traits.length, ...this.traits.filter((_, i) => i % 2 === 0));
    this.#stride *= 2;
  }
}

function describe(analysis: Analysis): Traits {
  const row = librosa57.compute(analysis).data;
  return traitsOf(Object.fromEntries(librosa57.columns.map((name, i) => [name, row[i]!])));
}

function answer(message: InsightAnswer): void {
  postMessage(message);
}
