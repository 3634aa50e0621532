/**
 * Writes the pretrained ear, `models/ear.onnx` and `models/ear-vgg.onnx`, from the wheel of the Python package musicnn,
 * and its licence beside it.
 *
 *     pip download musicnn==0.1.0 --no-deps
 *     node --import tsx scripts/make-ear.ts musicnn-0.1.0-py3-none-any.whl
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { EarNetwork } from '../src/features/analysis.ts';
import { EAR_METADATA, EAR_NETWORKS } from '../src/models/ear.ts';
import type { Graph } from '../src/onnx/graph.ts';
import { readCheckpoint, readEntry } from './ear/checkpoint.ts';
import { buildNetwork } from './ear/network.ts';
import { buildVgg } from './ear/vgg.ts';

const SHA256 = 'f38a4890c648c1ddbb141c5d96d2b0a8cfcd36746002d896989f7b88beb65cfa';
const [path, folder = 'models'] = process.argv.slice(2);

if (path === undefined) throw new Error('Expected the path of the wheel, got nothing.');
const wheel = await readFile(path);
const sha256 = createHash('sha256').update(wheel).digest('hex');
if (sha256 !== SHA256) throw new Error(`Expected a wheel with the SHA-256 ${SHA256}, got ${sha256}.`);

const { graph, living } = buildNetwork(readCheckpoint(wheel, 'musicnn/MSD_musicnn'));
await write('MSD_musicnn', graph, { living: living.join() });
await write('MSD_vgg', buildVgg(readCheckpoint(wheel, 'musicnn/MSD_vgg')));
await writeFile(`${folder}/ear.LICENSE.txt`, readEntry(wheel, 'musicnn-0.1.0.dist-info/LICENSE.md'));

async function write(network: EarNetwork, graph: Graph, notes: Record<string, string> = {}): Promise<void> {
  Object.assign(graph.metadata, { [EAR_METADATA]: network, ...notes });
  const bytes = graph.toBytes();
  await writeFile(`${folder}/${EAR_NETWORKS[network].file}`, bytes);
  console.log(`${network}: ${bytes.length} bytes`);
}
