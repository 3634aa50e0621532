// Runs the steps of the Dockerfile without a container engine: `sudo node scripts/try-image.js [FOLDER]`. Each stage is a
// folder with a clean Debian, made by debootstrap, and a Node from npm in place of Docker's image; its commands run
// there by chroot. The result is started as Docker would: not root, without capabilities, on a read-only root, and its
// health check has to succeed. Linux on x64, as root; what it needs and does not find it says.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { becomesTrue, exitCode, fail, makeRoot, must, NODE_MAJOR, PATH, runIn } from './debian-root.js';
import { ROOT } from './ready.js';

/** The network is this machine's, on which others may use the usual one. */
const PORT = '18917';

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tonearm-image-'));
const base = join(folder, 'debian');
makeRoot(base);
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
    else if (instruction === 'RUN') runIn(root, rest, stage);
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
    // The build context is a fresh clone without what .dockerignore names.
    const files = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).stdout.split('\0');
    for (const name of files.filter((file) => file && existsSync(join(ROOT, file))))
      cpSync(join(ROOT, name), join(target, name), { preserveTimestamps: true });
    return;
  }
  // COPY copies the content of a folder, not the folder itself.
  const list = names
    .slice(0, -1)
    .map((name) => join(source, name))
    .map((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path}/.` : path));
  must('sh', '-c', `mkdir -p "${target}" && cp -a ${list.join(' ')} "${target}"`);
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
    PATH,
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
