/** Page of a server that keeps its library up to date by itself. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { WebPage } from '../support/web-page.ts';

test('a library fills by itself, and whoever may scan pauses that on the page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-upkeep-web-'));
  const music = join(folder, 'music');
  await mkdir(music);
  await writeSmallModel(folder);
  await writeFile(
    join(music, 'Heard by itself.wav'),
    wavOf(synthesise({ genre: 'strings', artist: 1, seed: 1, seconds: 4 })),
  );
  let server: ServerProcess | undefined;
  let web: WebPage | undefined;
  try {
    server = await spawnServer({
      workers: 1,
      uploadParent: join(folder, 'uploads'),
      modelsDirectory: folder,
      library: { file: join(folder, 'library.sqlite'), folders: [music], watch: true },
    });
    web = await WebPage.open(`${server.url}/library`);
    await web.page.getByText('Heard by itself').first().waitFor();
    await web.button('Pause updates').click();
    await web.button('Resume updates').waitFor();
    expect(await web.axe()).toEqual([]);
    await web.page.reload();
    await web.button('Resume updates').click();
    await web.button('Pause updates').waitFor();
    expect(web.complaints).toEqual([]);
  } finally {
    await web?.close();
    await server?.end('SIGTERM');
    await removeFolder(folder);
  }
}, 120_000);
