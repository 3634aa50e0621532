import { writeFileSync } from 'node:fs';
import { referenceSignal, SIGNAL_RATE } from './signal.ts';
import { encodeWav, type WavOptions } from './wav.ts';

/** Writes the reference signal as a wave file: FILE SECONDS ENCODING. */
const [file, seconds, encoding] = process.argv.slice(2);
const bits = encoding === 'int24' ? 24 : 16;
writeFileSync(
  file,
  encodeWav(referenceSignal(Number(seconds), bits), {
    sampleRate: SIGNAL_RATE,
    encoding: encoding as WavOptions['encoding'],
  }),
);
