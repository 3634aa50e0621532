import { expect, test } from 'vitest';
import { referenceSignal, SIGNAL_RATE } from '../../test/support/signal.ts';
import { encodeWav } from '../../test/support/wav.ts';
import { bytesSource } from './byte-source.ts';
import { loadSamples } from './load.ts';

test('a wav becomes mono samples at 22,050 Hz', async () => {
  const wav = encodeWav(referenceSignal(1), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
  const { samples, format } = await loadSamples(bytesSource(wav));
  expect(format).toBe('wav');
  expect(samples.data.length).toBe(22_050);
});
