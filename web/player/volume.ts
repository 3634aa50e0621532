/** Volume of the player, kept for the next visit. */

const VOLUME_KEY = 'tonearm-volume';

/** Loudness is logarithmic: the slider's middle is half as loud. */
export function loudness(volume: number): number {
  return volume ** 2;
}

export function keptVolume(): number {
  try {
    const kept = Number(localStorage.getItem(VOLUME_KEY) ?? 1);
    return kept >= 0 && kept <= 1 ? kept : 1;
  } catch {
    return 1;
  }
}

export function keepVolume(volume: number): void {
  try {
    localStorage.setItem(VOLUME_KEY, String(volume));
  } catch {
    // Refused by the browser: it is as loud as usual next time.
  }
}
