/** Entry of the processes that decode and compute features for training. */
import { parseFile } from 'music-metadata';
import { fileSource } from '../jobs/file-source.ts';
import { hostTasks } from '../jobs/worker-host.ts';
import { type About, FeatureCache, type Wanted } from './feature-cache.ts';
import { hearSong } from './hearing.ts';
import { cleanArtist } from './labels.ts';

/** One song to hear; what is heard goes to the cache, and only what was noticed comes back. */
export interface HearingTask {
  readonly path: string;
  readonly contentHash: string;
  readonly cacheFolder: string;
  readonly wanted: Wanted[];
}

hostTasks<HearingTask, About, never>(async ({ path, contentHash, cacheFolder, wanted }) => {
  const cache = new FeatureCache(cacheFolder);
  const source = await fileSource(path);
  try {
    const { features, durationSeconds } = await hearSong(source, wanted, contentHash);
    for (const [index, one] of wanted.entries()) await cache.write(contentHash, one, features[index]);
    const about = { artist: await taggedArtist(path), durationSeconds };
    await cache.writeAbout(contentHash, about);
    return about;
  } finally {
    await source.close();
  }
});

/** Tags are a courtesy: what cannot be read names nobody. */
async function taggedArtist(path: string): Promise<string | undefined> {
  try {
    const { common } = await parseFile(path, { skipCovers: true, duration: false });
    return cleanArtist(common.albumartist ?? common.artist);
  } catch {
    return undefined;
  }
}
