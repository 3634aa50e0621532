/** The plugin for beets in the real beets, which asks a real server. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseFile } from 'music-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/index.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { openWebServer } from '../support/web-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BEET = join(ROOT, '.tools/pypi/bin/beet');
const AUDIO = join(ROOT, 'test/fixtures/audio');
const TOKEN = 'a-token-of-beets-012345';

let models: string;
let server: ServerProcess;
let home: string;
let music: string;

describe.skipIf(!existsSync(BEET))(
  'beets (skipped where scripts/ensure-pypi.js could not install it)',
  () => {
    beforeAll(async () => {
      models = await mkdtemp(join(tmpdir(), 'tonearm-beets-models-'));
      await writeSmallModel(models);
      server = await spawnServer({
        workers: 1,
        uploadParent: join(models, 'uploads'),
        modelsDirectory: models,
        access: { token: TOKEN },
      });
    });

    afterAll(async () => {
      await server?.end('SIGTERM');
      await removeFolder(models);
    });

    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), 'tonearm-beets-'));
      music = join(home, 'music');
      await mkdir(music);
      await copyFile(join(AUDIO, 'tune.flac'), join(music, 'tune.flac'));
    });

    afterEach(() => removeFolder(home));

    test('an import brings what Tonearm is sure of, into the library and the file', async () => {
      await configure({ url: server.url, token: TOKEN });
      await beet('import', '-A', '-q', music);
      const { genre, unsure, description } = await answer();
      expect(unsure).toBe(false);
      const [genres, bpm, key] = await shown('$genres|$bpm|$initial_key');
      expect(genres).toBe(genre);
      const { tempo } = description!;
      expect(Number(bpm)).toBe(tempo && tempo.confidence >= 0.7 ? Math.round(tempo.beatsPerMinute) : 0);
      expect(key).toMatch(/^([A-G][#b]?m?)?$/);
      // beets does not write files that it imports as they are, until it is told to.
      await beet('write');
      expect((await parseFile(join(music, 'tune.flac'))).common.genre).toEqual([genre]);
    }, 60_000);

    test('what a person has set stays, unless it is forced; a pretence changes nothing', async () => {
      await configure({ url: server.url, token: TOKEN, auto: false, fields: 'genre' });
      await beet('import', '-A', '-q', music);
      await beet('modify', '-y', 'genres=Zydeco');
      await beet('tonearm');
      expect(await shown('$genres')).toEqual(['Zydeco']);
      const { output } = await beet('-v', 'tonearm', '--force', '--pretend');
      const { genre } = await answer();
      expect(output).toContain(genre);
      expect(await shown('$genres')).toEqual(['Zydeco']);
      await beet('tonearm', '--force');
      expect(await shown('$genres')).toEqual([genre]);
      expect((await parseFile(join(music, 'tune.flac'))).common.genre).toEqual([genre]);
    }, 60_000);

    test('a server that is away, wants a token or is another one is told once, and the import goes on', async () => {
      await copyFile(join(AUDIO, 'tune.mp3'), join(music, 'tune.mp3'));
      const stranger = await openWebServer((request, response) => {
        request.resume().on('end', () => response.end('<html>hello</html>'));
      });
      const locked = await openWebServer((request, response) => {
        request.resume().on('end', () => response.writeHead(401).end('{}'));
      });
      const cases = [
        [{ url: 'http://127.0.0.1:9' }, 'Nobody answers at http://127.0.0.1:9'],
        [{ url: locked.origin }, 'set tonearm.token'],
        [{ url: stranger.origin }, 'is not Tonearm'],
      ] as const;
      for (const [settings, words] of cases) {
        await rm(join(home, 'library.db'), { force: true });
        await configure(settings);
        const { output } = await beet('import', '-A', '-q', music);
        expect(output.split(words), output).toHaveLength(2);
        expect(await shown('$path')).toHaveLength(2);
      }
      await Promise.all([stranger.close(), locked.close()]);
    }, 90_000);

    test('the command line takes the place of a server', async () => {
      await configure({ command: `${process.execPath} ${join(ROOT, 'bin/tonearm.js')}`, auto: false });
      await beet('import', '-A', '-q', music);
      const { output } = await beet('-v', 'tonearm');
      expect(output).toMatch(/tune\.flac: (\{|nothing that is sure)/);
      await configure({ command: 'no-such-tonearm' });
      expect((await beet('tonearm')).output).toContain("The command 'no-such-tonearm' is not there.");
    }, 90_000);
  },
);

async function configure(settings: Readonly<Record<string, string | boolean>>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  const config = [
    'directory: music',
    'library: library.db',
    'import: {copy: no, write: yes}',
    'plugins: tonearm',
  ];
  await writeFile(join(home, 'config.yaml'), [...config, 'tonearm:', ...lines, ''].join('\n'));
}

async function beet(...args: string[]): Promise<{ output: string }> {
  const path = [join(ROOT, 'integrations/beets'), process.env.PYTHONPATH].filter(Boolean).join(delimiter);
  const env = { ...process.env, BEETSDIR: home, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout, stderr } = await promisify(execFile)(BEET, args, { env });
  return { output: stdout + stderr };
}

async function shown(format: string): Promise<string[]> {
  const lines = (await beet('ls', '-f', format)).output.trim().split('\n');
  return lines.length === 1 ? lines[0].split('|') : lines;
}

async function answer(): Promise<Prediction> {
  const body = await readFile(join(AUDIO, 'tune.flac'));
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' };
  const options = { method: 'POST', headers, body: new Uint8Array(body) };
  return (
    await fetch(`${server.url}/api/classifications?describe=true`, options)
  ).json() as Promise<Prediction>;
}
