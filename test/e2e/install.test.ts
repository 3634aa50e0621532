/** Tonearm as its users get it: packed, installed into an empty folder, without and with the native runtime. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandResult, installInto, packInto, run, sizeOf } from '../support/installation.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { encodeWav } from '../support/wav.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tonearm-install-'));
const home = join(folder, 'home');
const NATIVE = join(home, 'node_modules/onnxruntime-node');
const LIBRARY = `
import { GENRES } from 'tonearm';
import { classifyFile } from 'tonearm/node';
import { startServer } from 'tonearm/server';
console.log(GENRES.length, typeof classifyFile, typeof startServer);
`;

let tarball: string;
let installed: CommandResult;

beforeAll(() => {
  tarball = packInto(folder);
  installed = installInto(home, tarball);
  const plane = Float32Array.from(
    { length: 6 * 22_050 },
    (_, i) => 0.4 * Math.sin(i / 20) * Math.exp(-(i % 9000) / 4000),
  );
  writeFileSync(join(home, 'song.wav'), encodeWav([plane], { sampleRate: 22_050, encoding: 'int16' }));
}, 240_000);
afterAll(() => removeFolder(folder));

test('the package installs into an empty folder, without a warning, and is small', () => {
  expect(installed).toMatchObject({ code: 0 });
  expect(installed.output).not.toMatch(/npm (warn|error)/);
  expect(statSync(tarball).size).toBeLessThan(22e6);
  expect(sizeOf(join(home, 'node_modules'))).toBeLessThan(140e6);
});

test('the package holds what was built, and nothing that only its makers need', () => {
  const { output } = run(['tar', '-tzf', tarball], folder);
  const names = output
    .trim()
    .split('\n')
    .map((name) => name.replace('package/', ''));
  for (const name of [
    'bin/tonearm.js',
    'dist/cli/main.js',
    'dist/index.d.ts',
    'dist/web/index.html',
    'models/tonearm.onnx',
  ])
    expect(names).toContain(name);
  expect(names.filter((name) => /\.(map|test\.\w+)$|^(src|test|scripts)\//.test(name))).toEqual([]);
});

describe('an installation classifies, serves and is a library', () => {
  const answers: { ranking: { genre: string; probability: number }[] }[] = [];

  test.each(['WebAssembly', 'native'])(
    'on the %s runtime',
    async (runtime) => {
      // The real runtime is 288 MB, so the repository's own stands in for it.
      if (runtime === 'native') symlinkSync(join(ROOT, 'node_modules/onnxruntime-node'), NATIVE, 'junction');
      const classified = run(['npx', 'tonearm', 'classify', '--json', 'song.wav'], home);
      expect(classified).toMatchObject({ code: 0 });
      answers.push(JSON.parse(classified.output.split('\n')[0]));
      writeFileSync(join(home, 'library.mjs'), LIBRARY);
      expect(run(['node', 'library.mjs'], home).output.trim()).toBe('10 function function');
      await withServer(async (url, said) => {
        expect((await fetch(url)).status).toBe(200);
        const page = await (await fetch(`${url}/api/models`)).json();
        expect(page).toMatchObject({ default: 'tonearm' });
        expect(/WebAssembly/.test(said())).toBe(runtime === 'WebAssembly');
      });
    },
    120_000,
  );

  test('its library answers a client of the Model Context Protocol', async () => {
    expect(run(['npx', 'tonearm', 'scan', '.'], home)).toMatchObject({ code: 0 });
    const command = join(home, 'node_modules/.bin/tonearm');
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(new StdioClientTransport({ command, args: ['mcp'], cwd: home }));
    const { structuredContent } = await client.callTool({ name: 'search_songs', arguments: {} });
    expect(structuredContent).toMatchObject({
      total: 1,
      songs: [{ file: join(realpathSync(home), 'song.wav') }],
    });
    await client.close();
  }, 60_000);

  test('both runtimes give the same answer', () => {
    const [first, second] = answers.map(({ ranking }) => ranking);
    expect(first.map(({ genre }) => genre)).toEqual(second.map(({ genre }) => genre));
    for (const [i, { probability }] of first.entries())
      expect(probability).toBeCloseTo(second[i].probability, 4);
  });
});

async function withServer(use: (url: string, said: () => string) => Promise<void>): Promise<void> {
  const server = spawn('npx', ['tonearm', 'serve', '--port', '0'], { cwd: home, detached: true });
  let said = '';
  server.stdout.on('data', (data) => (said += data));
  server.stderr.on('data', (data) => (said += data));
  try {
    while (!/http:\S+/.test(said)) await once(server.stdout, 'data');
    await use(/http:\/\/[\w.:]+/.exec(said)![0], () => said);
  } finally {
    process.kill(-server.pid!, 'SIGTERM');
    await once(server, 'exit');
  }
}
