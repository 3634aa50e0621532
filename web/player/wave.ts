/** wavesurfer, made for this page: it draws the wave and plays; seeking and the playhead are the timeline's. */
import type WaveSurfer from 'wavesurfer.js';

/** Decoding for the picture holds all samples: 30 minutes at wavesurfer's 8 kHz are about 115 MB in stereo. */
const MAX_DRAWN_SECONDS = 30 * 60;
const HEIGHT = 96;

export interface Wave {
  readonly player: WaveSurfer;
  readonly drawn: boolean;
}

/**
 * Loads wavesurfer, then the song.
 * @throws when this browser cannot play the file, or the signal fired.
 */
export async function openWave(file: File, container: HTMLElement, signal: AbortSignal): Promise<Wave> {
  const [{ default: Surfer }, seconds] = await Promise.all([import('wavesurfer.js'), playableSeconds(file)]);
  signal.throwIfAborted();
  const drawn = seconds <= MAX_DRAWN_SECONDS;
  const player = Surfer.create({
    container,
    height: HEIGHT,
    barWidth: 2,
    barGap: 1.5,
    barRadius: 2,
    normalize: true,
    cursorWidth: 0,
    interact: false,
    hideScrollbar: true,
    ...waveColours(container),
  });
  signal.addEventListener('abort', () => player.destroy());
  await (drawn ? player.loadBlob(file) : player.loadBlob(file, [[0, 0]], seconds));
  return { player, drawn };
}

/** The wave's colours as the style sheet has them now; a canvas cannot follow a variable by itself. */
export function waveColours(container: HTMLElement): { waveColor: string; progressColor: string } {
  const style = getComputedStyle(container);
  return {
    waveColor: style.getPropertyValue('--wave'),
    progressColor: style.getPropertyValue('--wave-heard'),
  };
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
