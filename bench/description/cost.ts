import { readFile } from 'node:fs/promises';
import { segmentsOf } from '../../src/analysis/segments.ts';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { KeyEstimator } from '../../src/description/key.ts';
import { TempoEstimator } from '../../src/description/tempo.ts';
import { Analysis } from '../../src/features/analysis.ts';
import { earSpectrogram, embeddingOf } from '../../src/features/ear.ts';
import { shippedEar } from '../../src/jobs/shipped-networks.ts';

const RUNS = 20;

/** Processor time that tempo and key take of half a minute, behind what the ear has heard of it. */
export async function cost(path: string): Promise<string> {
  const spec = { seconds: 30, hopSeconds: 30 };
  const song = await segmentsOf(bytesSource(await readFile(path)), [spec], { ear: shippedEar });
  for await (const { analysis } of song) {
    const samples = { data: analysis.signal, sampleRate: analysis.sampleRate };
    const times = { tempo: 0, key: 0 };
    for (let run = -RUNS; run < RUNS; run++) {
      const fresh = new Analysis(samples, { ear: shippedEar });
      await embeddingOf(fresh);
      earSpectrogram(fresh);
      const tempo = await timed(() => new TempoEstimator().take(fresh));
      const key = await timed(() => new KeyEstimator().take(fresh));
      if (run < 0) continue;
      times.tempo += tempo / RUNS;
      times.key += key / RUNS;
    }
    return `cost of 30 s: tempo ${times.tempo.toFixed(1)} ms, key ${times.key.toFixed(1)} ms of processor time`;
  }
  return '';
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
