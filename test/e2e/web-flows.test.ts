/** Every format, models side by side, long songs and long queues, in a real browser on the real server. */
import { mkdir, mkdtemp, open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ModelList } from '../../src/server/schema.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { SIGNAL_RATE, songSignal } from '../support/signal.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { encodeWav } from '../support/wav.ts';
import { type SongUpload, WebPage } from '../support/web-page.ts';

const FORMATS = ['wav', 'mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'webm'] as const;
const HOUR_SECONDS = 3600;
const ELEVEN_MINUTES_SECONDS = 660;
const MANY = 16;
const LONG_RATE = 4000;

let folder: string;
/** Answers with the shipped models. */
let shipped: ServerProcess;
/** Answers quickly, with a model of no worth. */
let quick: ServerProcess;
/** Takes songs of a minute. */
let strict: ServerProcess;
let web: WebPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-flows-'));
  const models = join(folder, 'models');
  await mkdir(models);
  await writeSmallModel(models, 'quick');
  const common = { workers: 1, uploadParent: join(folder, 'uploads') };
  [shipped, quick, strict] = await Promise.all([
    spawnServer(common),
    spawnServer({ ...common, modelsDirectory: models }),
    spawnServer({ ...common, modelsDirectory: models, limits: { songSeconds: 60 } }),
  ]);
});

afterAll(async () => {
  await Promise.all([shipped, quick, strict].map((server) => server?.end('SIGTERM')));
  await removeFolder(folder);
});

afterEach(async () => {
  expect(web.complaints).toEqual([]);
  await web.close();
});

describe('a song of every format', () => {
  beforeEach(async () => {
    web = await WebPage.open(quick.url);
  });

  test('is heard, and can be played', async () => {
    const songs = await Promise.all(FORMATS.map(tune));
    await web.choose(songs);
    await web.page.getByText('8 done', { exact: true }).waitFor();
    for (const { name } of songs) {
      await web.row(name).click();
      await web.page.getByRole('heading', { level: 1, name }).waitFor();
      await web.answered();
      await expect.poll(() => web.button('Play').isEnabled(), { message: name }).toBe(true);
    }
  }, 300_000);

  test('is heard again without its drums, tones, bass and treble', async () => {
    await web.choose([await tune('ogg')]);
    await web.answered();
    await web.button('Take something away').click();
    const tried = web.page.getByRole('region', { name: 'What if it had no drums?' });
    await tried.getByText(/^(Without its \w+, |Nothing that was taken away)/).waitFor({ timeout: 60_000 });
    const rows = await tried.getByRole('listitem').allInnerTexts();
    expect(rows).toHaveLength(5);
    expect(rows.every((row) => /\d%/.test(row))).toBe(true);
    const [whole] = rows.map((row) => /([<>]?\d+%)/.exec(row)![1]);
    expect(await web.page.locator('article ol > li').first().innerText()).toContain(whole);
  });

  test('is looked into: its tempo, which this tune does not tell, its spectrogram, its chroma, what is typical of its genre', async () => {
    await web.choose([await tune('opus')]);
    await web.answered();
    const typical = web.page.getByRole('region', { name: /^What is typical of/ });
    await typical.getByRole('button', { name: 'All ten measures' }).click();
    expect(await typical.getByRole('listitem').count()).toBe(10);
    expect(await typical.innerText()).toMatch(/(Faster|Slower) than \d+ of 100 /);
    expect(await web.page.getByRole('article').innerText()).toMatch(/Tempo\s+unknown\s+Key/);
    for (const [name, view] of [
      ['Mel spectrogram', 'Spectrogram'],
      ['Chroma', 'Chroma'],
    ] as const) {
      await web.page.getByText(view, { exact: true }).click();
      const picture = web.page.getByRole('img', { name: new RegExp(`^${name}:`) });
      await picture.waitFor();
      expect(await web.page.evaluate<number>(COLOURS_DRAWN)).toBeGreaterThan(50);
      const slider = web.page.getByRole('article').getByRole('slider');
      const { width } = (await slider.boundingBox())!;
      await slider.click({ position: { x: width / 2, y: 40 } });
      expect(Number(await slider.getAttribute('aria-valuenow'))).toBeCloseTo(2.5, -0.5);
    }
  });
});

test('models are compared on one song, on both engines', async () => {
  web = await WebPage.open(shipped.url);
  const { models } = (await (await fetch(`${shipped.url}/api/models`)).json()) as ModelList;
  await web.choose([await tune('flac')]);
  await web.answered();
  await web.button('Compare models').click();
  const compared = web.page.getByRole('region', { name: 'What other models hear' });
  const verdicts = compared.getByText(/, took \d/);
  await expect.poll(() => verdicts.count()).toBe(Math.min(3, models.length));
  await compared.getByRole('button', { name: `${models[0]!.name}, In this browser` }).click();
  await expect.poll(() => verdicts.count(), { timeout: 60_000 }).toBe(Math.min(3, models.length) + 1);
  expect(await compared.getByRole('status').innerText()).toMatch(/^(Both|All \d) say |^They disagree: /);
  const percents = async (engine: string) => {
    const card = compared
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${models[0]!.name}\\s*${engine}`) });
    return (await card.first().innerText()).match(/[<>]?\d+%/g);
  };
  expect(await percents('in this browser')).toEqual(await percents('on this server'));
  await compared.getByRole('button', { name: `${models[0]!.name}, In this browser` }).click();
  await expect.poll(() => verdicts.count()).toBe(Math.min(3, models.length));
});

test.each(['On this server', 'In this browser'] as const)(
  'a song of more than ten minutes is heard in passages (%s)',
  async (engine) => {
    web = await WebPage.open(quick.url);
    await web.chooseEngine(engine);
    await web.choose(await longSong(ELEVEN_MINUTES_SECONDS));
    await web.answered();
    const article = web.page.getByRole('article');
    expect(await article.innerText()).toMatch(/Length\s+11:00\s+10:00 of it heard, in 20 passages/);
    expect(await article.getByText('Faded: not heard').count()).toBe(1);
    // Gaps lie before, between and behind the passages.
    expect(await article.locator('[data-unheard]').count()).toBe(21);
    expect((await web.answer()).analysedSeconds).toBe(600);
    // Analysing all of a long song takes long and is the same code for both engines, so one is enough.
    if (engine === 'In this browser') return;
    await web.settled();
    expect(await web.barriersOnAllDevices('listen-passages')).toEqual([]);
    await web.button('Listen to all of it').press('Enter');
    await article.getByText('Faded: not heard').waitFor({ state: 'detached' });
    expect(await web.focused()).toBe(`${ELEVEN_MINUTES_SECONDS}.wav`);
    await web.answered();
    const whole = await web.answer();
    expect(whole.analysedSeconds).toBeUndefined();
    expect(whole.segments.length).toBeGreaterThan(20);
    expect(await article.locator('[data-unheard]').count()).toBe(0);
    expect(await web.button('Listen to all of it').count()).toBe(0);
  },
  180_000,
);

test('a song of three hours is heard, drawn as a course and played', async () => {
  web = await WebPage.open(quick.url);
  await web.choose(await longSong(3 * HOUR_SECONDS));
  await web.answered(90_000);
  expect(await web.page.getByText('Too long to draw as a wave').count()).toBe(1);
  expect((await web.answer()).durationSeconds).toBeCloseTo(3 * HOUR_SECONDS, 0);
  await expect.poll(() => web.button('Play').isEnabled()).toBe(true);
});

test('a song of more than the server allows is refused in words', async () => {
  web = await WebPage.open(strict.url);
  await web.choose(await longSong(HOUR_SECONDS / 2));
  await web.page.getByRole('heading', { name: 'The song is too long' }).waitFor({ timeout: 90_000 });
});

test('many songs are heard one after the other, cancelled together, and tried again together', async () => {
  web = await WebPage.open(quick.url);
  const bytes = Buffer.from(encodeWav(songSignal(4), { sampleRate: SIGNAL_RATE, encoding: 'int8' }));
  const songs = Array.from({ length: MANY }, (_, i) => ({
    name: `song ${i + 1}.wav`,
    mimeType: 'audio/wav',
    buffer: bytes,
  }));
  let sent = 0;
  let letGo = () => {};
  const isCancelled = new Promise<void>((resolve) => (letGo = resolve));
  await web.page.route('**/api/classifications*', async (route) => {
    // There are so many songs that most are left at the cancel, however fast the machine is.
    if (++sent > 2) await isCancelled;
    await route.continue().catch(() => undefined);
  });
  await web.choose(songs);
  await web.page.getByText(/^[1-9]\d* of 16 done$/).waitFor();
  await web.button('Cancel all').click();
  letGo();
  await web.page.getByText('16 done', { exact: true }).waitFor();
  const cancelled = (await web.states()).filter((state) => state.endsWith('Cancelled')).length;
  expect(cancelled).toBeGreaterThan(MANY / 2);
  expect(await web.page.evaluate('document.activeElement.textContent')).toBe('Clear');
  await web.button(`Try ${cancelled} again`).click();
  await web.page.getByText(/ of 16 done$/).waitFor();
  await web.page.getByText('16 done', { exact: true }).waitFor({ timeout: 90_000 });
  const states = await web.states();
  expect(states.map((state) => state.split('\n')[0])).toEqual(songs.map(({ name }) => name));
  expect(states.filter((state) => /\d%$/.test(state))).toHaveLength(MANY);
});

/** Script for the number of colours in the spectrogram. */
const COLOURS_DRAWN = `{
  const canvas = document.querySelector('canvas[role=img]');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add(data[i] * 65536 + data[i + 1] * 256 + data[i + 2]);
  colours.size;
}`;

async function tune(format: (typeof FORMATS)[number]): Promise<SongUpload> {
  const buffer =
    format === 'wav'
      ? Buffer.from(encodeWav(songSignal(5), { sampleRate: SIGNAL_RATE, encoding: 'int16' }))
      : await readFile(`test/fixtures/audio/tune.${format}`);
  return { name: `tune.${format}`, mimeType: '', buffer };
}

/** The path of a song of that length: ten seconds of sound over and over, 8 bits at 8 kHz. */
async function longSong(seconds: number): Promise<string> {
  const tenSeconds = encodeWav([tone(10 * LONG_RATE)], {
    sampleRate: LONG_RATE,
    encoding: 'int8',
    claimedBytes: seconds * LONG_RATE,
  });
  const path = join(folder, `${seconds}.wav`);
  const file = await open(path, 'w');
  await file.write(tenSeconds.subarray(0, 44));
  for (let i = 0; i < seconds / 10; i++) await file.write(tenSeconds.subarray(44));
  await file.close();
  return path;
}

function tone(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 220 * i) / LONG_RATE));
}
