/**
 * Cut-off detection: the frequency at which a song's spectrum is cut off, although its sample rate has room
 * for more.
 */
import type { Warning } from '../audio/warning.ts';
import type { Analysis } from '../features/analysis.ts';

const TRANSFORM = { nFft: 1024, hopLength: 8192 } as const;
/** Bins of a band, 172 Hz: notes and gaps between them count together. */
const BAND_BINS = 8;
/** Number of bands below a cut, none of which is quiet, and of bands in which it falls: filters need a kilohertz. */
const [BELOW, FALL] = [4, 8];
/** Smallest drop of a cut-off, in dB; music fades by a dozen from octave to octave. */
const STEEP = 25;
/** Level above the floor behind a cut at which a band still holds music, in dB. */
const ABOVE_FLOOR = 6;
/** Search range of cut-offs, in Hz: above it, little is missed. */
const [LOWEST, HIGHEST] = [2500, 6200];

/** Detects a cut-off of a song's spectrum, from some frames of each segment. */
export class BandLimit {
  #powers: Float64Array | undefined;
  #bandHz = 0;

  add(analysis: Analysis): void {
    const spectra = analysis.spectra(TRANSFORM);
    const { frames, sampleRate } = spectra;
    const { nFft, stride } = spectra.stft;
    const bands = Math.floor(nFft / 2 / BAND_BINS);
    this.#bandHz = (sampleRate * BAND_BINS) / nFft;
    this.#powers ??= new Float64Array(bands);
    const rows = spectra.magnitudes(0, frames);
    for (let t = 0; t < frames; t++) {
      for (let i = 0; i < bands * BAND_BINS; i++) {
        this.#powers[Math.floor(i / BAND_BINS)] += rows[t * stride + i] ** 2;
      }
    }
  }

  /** Cut-off frequency in Hz; undefined if the spectrum fades, or goes on. */
  cut(): number | undefined {
    const levels = Array.from(this.#powers ?? [], (power) => 10 * Math.log10(Math.max(1e-12, power)));
    for (let band = Math.ceil(LOWEST / this.#bandHz); band * this.#bandHz <= HIGHEST; band++) {
      const below = Math.min(...levels.slice(band - BELOW, band));
      const floor = Math.max(...levels.slice(band + FALL));
      if (below - floor < STEEP) continue;
      return this.#bandHz * (1 + levels.findLastIndex((level) => level > floor + ABOVE_FLOOR));
    }
  }

  warnings(): Warning[] {
    const cut = this.cut();
    if (cut === undefined) return [];
    const message = `There is nothing above ${(cut / 1000).toFixed(1)} kHz, which genres show in, too.`;
    return [{ code: 'band-limited', message }];
  }
}
