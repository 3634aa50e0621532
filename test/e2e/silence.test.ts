/** Network silence: nothing leaves the machine and no foreign file is written, whatever our dependencies try. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../support/remove-folder.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../support/songs.ts';
import { CAN_TRACE, type Traced, trace } from '../support/traced.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/tonearm.js');
const MODEL = join(ROOT, 'models/tonearm.onnx');
const BUILT = (path: string) => JSON.stringify(pathToFileURL(join(ROOT, 'dist', path)).href);
const SONG = wavOf(synthesise({ genre: 'organ', artist: 0, seed: 0, seconds: 4 }));

let folder: string;

/** A checkout is built by the first call. */
beforeAll(() => void spawnSync(process.execPath, [BIN, '--version']), 600_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-silence-'));
  mkdirSync(join(folder, 'work/music'), { recursive: true });
  writeFileSync(join(folder, 'work/music/song.wav'), SONG);
});
afterEach(() => removeFolder(folder));

/** Files written outside the working folder, except our temporary ones. */
function strangeFiles({ written }: Traced): string[] {
  const ours = [join(folder, 'work') + sep, join(folder, 'tmp', 'tonearm-'), '/dev/null', '/dev/tty'];
  return written.filter((path) => !ours.some((start) => path.startsWith(start)));
}

function script(...lines: string[]): string {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, lines.join('\n'));
  return path;
}

function expectSilent(ran: Traced): void {
  expect(strangeFiles(ran)).toEqual([]);
  expect(ran.calls).toEqual([]);
  expect(ran.code, ran.output).toBe(0);
}

describe.skipIf(!CAN_TRACE)('silence (needs strace)', () => {
  test('a program that talks and litters is seen', async () => {
    const ran = await trace(folder, [
      script(
        `import { lookup } from 'node:dns/promises';`,
        `import { createSocket } from 'node:dgram';`,
        `import { writeFileSync } from 'node:fs';`,
        `writeFileSync(process.env.HOME + '/device-id', '');`,
        `const socket = createSocket('udp4');`,
        `socket.send('a song', 9, '192.0.2.1', () => socket.close());`,
        `await lookup('tonearm.invalid').catch(() => {});`,
      ),
    ]);
    expect(strangeFiles(ran)).toEqual([join(folder, 'home/device-id')]);
    expect(ran.calls.join('\n')).toContain('192.0.2.1');
  });

  test('classify', async () => {
    expectSilent(await trace(folder, [BIN, 'classify', 'music/song.wav']));
  });

  test('scan', async () => {
    expectSilent(await trace(folder, [BIN, 'scan', 'music']));
  });

  test('train', async () => {
    const rows = ['path,label,artist'];
    for (const genre of MADE_UP_GENRES) {
      for (const artist of [0, 1]) {
        const name = `${genre} ${artist}.wav`;
        writeFileSync(join(folder, 'work', name), wavOf(synthesise({ genre, artist, seed: 1, seconds: 4 })));
        rows.push(`${name},${genre},${genre} ${artist}`);
      }
    }
    writeFileSync(join(folder, 'work/songs.csv'), rows.join('\n'));
    const options = ['--preset', 'knn-mfcc-covariance', '--folds', '2', '--out', 'model.onnx'];
    expectSilent(await trace(folder, [BIN, 'train', 'songs.csv', ...options]));
  });

  test('serve, and a song that is sent to it', async () => {
    const ran = await trace(folder, [BIN, 'serve', 'music', '--port', '0'], async (child) => {
      const [line] = await once(child.stdout!, 'data');
      const url = /http:\S+/.exec(String(line))![0];
      const headers = { 'content-type': 'audio/wav' };
      const answer = await fetch(new URL('/api/classifications', url), {
        method: 'POST',
        body: SONG,
        headers,
      });
      expect(answer.status).toBe(200);
      const node = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
      process.kill(Number(node), 'SIGTERM');
    });
    expectSilent(ran);
  });

  test('the library inside the program of another', async () => {
    const program = script(
      `import { classifyFile, openModel } from ${BUILT('node.js')};`,
      `const model = await openModel();`,
      `await classifyFile('music/song.wav', model);`,
      `await model.release();`,
    );
    expectSilent(await trace(folder, [program]));
  });

  test('a thread that networks learn in', async () => {
    const program = script(
      `import { readFileSync } from 'node:fs';`,
      `import { SessionThread } from ${BUILT('jobs/session-thread.js')};`,
      `const thread = new SessionThread();`,
      `await thread.open(readFileSync(${JSON.stringify(MODEL)}));`,
      `await thread.close();`,
    );
    expectSilent(await trace(folder, [program]));
  });

  test('a thread that cannot silence the runtime opens no model and says what to do', async () => {
    const program = script(
      `import { Worker } from 'node:worker_threads';`,
      `const work = \`import(${BUILT('node.js')}).then((tonearm) => tonearm.openModel()).then(`,
      `  () => console.log('opened'), (error) => console.log(error.message))\`;`,
      `new Worker(work, { eval: true });`,
    );
    const ran = await trace(folder, [program]);
    expectSilent(ran);
    expect(ran.output).toContain('Import Tonearm in the main thread');
  });
});
