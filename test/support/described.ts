/** A song that never was, as an analysis for the library tells it. */
import type { DescribedSong } from '../../src/jobs/described-song.ts';

export const DESCRIBED: DescribedSong = {
  prediction: {
    genre: 'jazz',
    confidence: 0.7,
    unsure: false,
    outside: true,
    ranking: [
      { genre: 'jazz', probability: 0.7 },
      { genre: 'rock', probability: 0.3 },
    ],
    segments: [],
    description: {
      tempo: { beatsPerMinute: 124.5, confidence: 0.7, alternatives: [] },
      beatGrid: { firstBeatSeconds: 0.31, beatsPerMinute: 124.52 },
      key: { tonic: 'A', mode: 'minor', camelot: '8A', confidence: 0.6 },
      energy: 0.7,
      mood: { quadrant: 'tense', valence: 0.2, arousal: 0.9, confidence: 0.8, unsure: false },
      loudness: { integratedLufs: -9.5, rangeLu: 4, truePeakDb: 0.2 },
      voice: { present: 0.9 },
      words: [{ word: 'jazz', kind: 'genre', probability: 0.8 }],
    },
    durationSeconds: 12.5,
    model: { name: 'made-up', version: '1' },
    warnings: [],
    timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
  },
  sound: { vector: new Float32Array(1), fingerprint: new Uint32Array(1), beatsPerMinute: 98.5 },
  tags: { title: 'Night', year: 1960, disc: 2, genres: ['Bebop', '夜'], hasCover: true },
};
