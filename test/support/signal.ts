/** Hz of the reference signal. */
export const SIGNAL_RATE = 44_100;

const NOTE_SECONDS = 0.25;
/** Semitones above A2, a note each. */
const MELODY = [0, 7, 12, 16, 19, 16, 12, 7, 5, 12, 17, 21];
const BASE_HERTZ = 110;

/**
 * Two channels that sound a little like music: a plucked melody left and right (a fifth apart) with a tick of
 * noise on each note. Made with + - * / only, so that every machine makes the same bits; each sample is an
 * integer of `bits` bits over its full scale.
 */
export function referenceSignal(seconds: number, bits = 16, decay = 0.998): Float32Array[] {
  const scale = 2 ** (bits - 1);
  const frames = Math.round(seconds * SIGNAL_RATE);
  const noise = tickNoise(frames);
  return [1, 1.5].map((interval) => {
    const plane = pluckedMelody(frames, interval, decay);
    // Adding zero turns -0 into 0, which integers can hold.
    return plane.map((value, i) => Math.round((value * 0.37 + noise[i] * 0.08) * scale) / scale + 0);
  });
}

/** The reference signal with notes that are held: all of it sounds. */
export function songSignal(seconds: number): Float32Array[] {
  return referenceSignal(seconds, 16, 0.9999);
}

function pluckedMelody(frames: number, interval: number, decay: number): Float32Array {
  const plane = new Float32Array(frames);
  const noteFrames = NOTE_SECONDS * SIGNAL_RATE;
  let level = 0;
  let phase = 0;
  for (let i = 0; i < frames; i++) {
    const note = Math.floor(i / noteFrames);
    if (i === Math.ceil(note * noteFrames)) level = 1;
    phase += (BASE_HERTZ * interval * semitones(MELODY[note % MELODY.length])) / SIGNAL_RATE;
    phase -= Math.floor(phase);
    level *= decay;
    plane[i] = level * (arch(phase) + 0.3 * arch((3 * phase) % 1));
  }
  return plane;
}

/** Noise of a few milliseconds at each note. */
function tickNoise(frames: number): Float32Array {
  const plane = new Float32Array(frames);
  const noteFrames = Math.round(NOTE_SECONDS * SIGNAL_RATE);
  let state = 1;
  for (let i = 0; i < frames; i++) {
    state = (state * 16_807) % 2_147_483_647;
    const since = i % noteFrames;
    plane[i] = since < 300 ? (state / 1_073_741_823.5 - 1) * (1 - since / 300) : 0;
  }
  return plane;
}

/** A sine made of two parabolas. */
function arch(phase: number): number {
  const x = 2 * phase - 1;
  return -4 * x * (1 - (x < 0 ? -x : x));
}

function semitones(count: number): number {
  let factor = 1;
  for (let i = 0; i < count; i++) factor *= 1.0594630943592953;
  return factor;
}
