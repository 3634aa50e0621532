/**
 * Every state of the listening page (but a song in passages, in `web-flows.test.ts`), on desktop and phone, light and
 * dark: axe finds nothing (contrast included), and nothing is wider than the window. With `TONEARM_PICTURES` set,
 * pictures are kept in `test/artifacts`.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DRAG_OVER } from '../support/in-page.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { openSongSources, type SongSources } from '../support/song-sources.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { mp3Song } from '../support/sound.ts';
import { type SongUpload, WebPage } from '../support/web-page.ts';

const REPORT = {
  genres: ['jazz', 'rock'],
  protocol: { description: 'by artist, five folds' },
  figures: {
    n: 50,
    confusion: [
      [21, 4],
      [7, 18],
    ],
    reliability: [
      { n: 20, confidence: 0.55, accuracy: 0.6 },
      { n: 30, confidence: 0.85, accuracy: 0.8 },
    ],
  },
};

let folder: string;
/** Answers with a model that is sure of everything, and has been evaluated; another is there to compare with. */
let certain: ServerProcess;
/** Answers with a model that is sure of nothing. */
let undecided: ServerProcess;
/** Songs so long that some are in work while the test looks. */
let longSongs: string[];
/** Stand-in for the sources of songs. */
let world: SongSources;
let web: WebPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-states-'));
  const [sure, unsure] = [join(folder, 'sure'), join(folder, 'unsure')];
  await Promise.all([mkdir(sure), mkdir(unsure)]);
  await writeSmallModel(sure, 'certain');
  await writeSmallModel(sure, 'modest', 1e-3);
  await writeFile(join(sure, 'certain.report.json'), JSON.stringify(REPORT));
  await writeSmallModel(unsure, 'undecided', 1e-5);
  longSongs = Array.from({ length: 20 }, (_, i) => join(folder, `long ${i}.mp3`));
  await Promise.all(longSongs.map((path) => writeFile(path, mp3Song(200))));
  world = await openSongSources();
  const common = { workers: 1, uploadParent: join(folder, 'uploads'), sources: world.settings };
  [certain, undecided] = await Promise.all([
    spawnServer({ ...common, modelsDirectory: sure }),
    spawnServer({ ...common, modelsDirectory: unsure }),
  ]);
});

afterAll(async () => {
  await Promise.all([certain, undecided].map((server) => server?.end('SIGTERM')));
  await world?.close();
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('every state of the listening page is without barriers and fits on desktop and phone', async () => {
  const check = async (state: string) => {
    expect(await web.barriersOnAllDevices(`listen-${state}`), state).toEqual([]);
  };

  web = await WebPage.open(certain.url);
  await web.page.evaluate(DRAG_OVER);
  await check('dragging');
  await web.page.reload();
  await web.page.getByRole('textbox').fill('blue in green');
  await web.page.getByText('6 songs found.').waitFor();
  await check('search');
  await web.page.context().setOffline(true);
  await web.page.getByText('You are offline, and searching').waitFor();
  await check('offline');
  await web.page.context().setOffline(false);
  await web.button('Clear').click();

  await web.choose([song('Evening Train.wav'), GARBAGE, COVER]);
  await web.page.getByText('1 done, 1 failed', { exact: true }).waitFor();
  await web.row('Evening Train.wav').click();
  await web.answered();
  await web.settled();
  await web.button('All ten').click();
  await web.button('All ten measures').click();
  await web.page.getByText('Spectrogram', { exact: true }).click();
  await web.button('Compare models').click();
  await web.page.getByText(/^(Both say|They disagree)/).waitFor();
  await check('answer');
  await web.row('garbage.mp3').click();
  await web.page.getByRole('heading', { name: 'Not a song I can read' }).waitFor();
  await check('failed');

  await web.choose(longSongs);
  await web.row('long 0.mp3').click();
  await web.page.getByText(/heard so far/).waitFor();
  await check('listening');
  await web.button('Cancel all').click();
  // The first song may be done already.
  await web.row('long 19.mp3').click();
  await web.page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  await check('cancelled');

  await web.close();

  web = await WebPage.open(undecided.url);
  await web.choose([song('Between.wav')]);
  await web.answered();
  await web.settled();
  await web.page.getByText('Chroma', { exact: true }).click();
  await check('unsure');
}, 300_000);

const GARBAGE: SongUpload = { name: 'garbage.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5000, 7) };
const COVER: SongUpload = { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(100) };

function song(name: string): SongUpload {
  const sound = synthesise({ genre: 'strings', artist: 1, seed: 2, seconds: 40 });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(wavOf(sound)) };
}
