/** The wave of a song as bars: how loud it is along its length. */

/** Decoding for the picture holds all samples: 30 minutes at 8 kHz are about 115 MB in stereo. */
const MAX_DRAWN_SECONDS = 30 * 60;
const RATE = 8000;
/** Number of peaks: several times the bars of a wide screen. */
const PEAKS = 2048;
/** Width of a bar, as a share of its slot. */
const BAR_SHARE = 0.57;
/** Minimum height of a bar, so that silence is visible. */
const MIN_HEIGHT = 0.02;

export interface Sound {
  readonly seconds: number;
  /** The largest sample of each of many equal parts, 0..1; none for songs so long that reading them fills the memory. */
  readonly peaks: Float32Array | undefined;
}

/**
 * The length and the wave of a file.
 * @throws when this browser cannot play it, or the signal fired.
 */
export async function readSound(file: File, signal: AbortSignal): Promise<Sound> {
  const seconds = await playableSeconds(file);
  signal.throwIfAborted();
  if (seconds > MAX_DRAWN_SECONDS) return { seconds, peaks: undefined };
  const bytes = await file.arrayBuffer();
  signal.throwIfAborted();
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  return { seconds: sound.duration, peaks: peaksOf(sound) };
}

/** A path in a box of 1 by 1, one bar around the middle for each of `bars` parts. The loudest one fills the box. */
export function wavePath(peaks: Float32Array, bars: number): string {
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 1e-6);
  const width = BAR_SHARE / bars;
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    const height = Math.max(
      MIN_HEIGHT,
      peaks.subarray(from, to).reduce((a, b) => Math.max(a, b), 0) / loudest,
    );
    return `M${(bar / bars).toFixed(5)} ${((1 - height) / 2).toFixed(4)}h${width.toFixed(5)}v${height.toFixed(4)}h-${width.toFixed(5)}z`;
  }).join('');
}

function peaksOf(sound: AudioBuffer): Float32Array {
  const peaks = new Float32Array(PEAKS);
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel);
    for (let i = 0; i < samples.length; i++) {
      const at = Math.floor((i * PEAKS) / samples.length);
      peaks[at] = Math.max(peaks[at]!, Math.abs(samples[i]!));
    }
  }
  return peaks;
}

/** The length that the browser's own player finds. */
function playableSeconds(file: File): Promise<number> {
  const url = URL.createObjectURL(file);
  const audio = new Audio();
  return new Promise<number>((resolve, reject) => {
    audio.onloadedmetadata = () => resolve(audio.duration);
    audio.onerror = () => reject(new Error('Expected audio that this browser plays'));
    audio.preload = 'metadata';
    audio.src = url;
  }).finally(() => {
    audio.removeAttribute('src');
    URL.revokeObjectURL(url);
  });
}
