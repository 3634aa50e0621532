/**
 * Draws the picture of every page of docs/features: `node --import tsx scripts/feature-plots.ts`.
 * Ten seconds of the demo song, as `tonearm features --plot` would draw them.
 */
import { writeFileSync } from 'node:fs';
import { SAMPLE_RATE } from '../src/audio/samples.ts';
import { panelsOf } from '../src/cli/plot/panels.ts';
import { renderSheet } from '../src/cli/plot/sheet.ts';
import { demoSong } from './demo-song.ts';

const SECONDS = 10;
const PAGES: Readonly<Record<string, readonly string[]>> = {
  beats: ['waveform', 'beats'],
  chroma: ['chroma'],
  cqt: ['cqt', 'chroma-cqt'],
  decibels: ['spectrogram'],
  delta: ['mfcc', 'delta'],
  hpss: ['waveform', 'harmonic', 'percussive'],
  'linear-spectrogram': ['linear'],
  'mel-spectrogram': ['mel'],
  mfcc: ['mfcc'],
  'onset-strength': ['spectrogram', 'beats'],
  rhythm: ['mel', 'tempogram'],
  rms: ['waveform', 'rms'],
  'spectral-bandwidth': ['spectrogram', 'bandwidth'],
  'spectral-centroid': ['spectrogram', 'brightness'],
  'spectral-contrast': ['spectrogram', 'contrast'],
  'spectral-flatness': ['spectrogram', 'flatness'],
  'spectral-rolloff': ['spectrogram', 'brightness'],
  'speech-mfcc': ['speech-mfcc'],
  ssd: ['mel'],
  stft: ['waveform', 'spectrogram'],
  tempo: ['beats', 'tempogram'],
  tempogram: ['tempogram'],
  timbre: ['brightness', 'contrast', 'flatness'],
  tonal: ['chroma', 'tonnetz'],
  tonnetz: ['tonnetz'],
  tuning: ['spectrogram', 'chroma'],
  'zero-crossing-rate': ['waveform', 'zero-crossings'],
};

// The song mixes drums and bass with a plucked tune, each from 10 s on, where it is in full swing.
const [drums, tune] = [demoSong(['beat']), demoSong(['pluck'])].map((room) =>
  room.subarray(10 * SAMPLE_RATE),
);
const song = Float32Array.from({ length: SECONDS * SAMPLE_RATE }, (_, i) => 0.5 * drums[i] + 0.5 * tune[i]);
for (const [page, names] of Object.entries(PAGES)) {
  const svg = renderSheet(
    'Ten generated seconds',
    panelsOf({ data: song, sampleRate: SAMPLE_RATE }, names),
    SECONDS,
  );
  writeFileSync(`docs/features/${page}.svg`, svg);
}
