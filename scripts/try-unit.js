// Runs the unit of systemd for real: `sudo node scripts/try-unit.js FOLDER`, with a folder that try-image.js was given
// (its Debian and its package are used). A systemd of its own boots there, in namespaces of its own; the unit has to
// become active, not as root, hear the songs of its folder, and stop without a fault. Linux on x64, as root.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomesTrue, exitCode, fail, makeRoot, must, PATH, runIn } from './debian-root.js';
import { ROOT } from './ready.js';

/** The network is this machine's, on which others may use the usual one. */
const PORT = '18918';
/** The group of processes that the guest's systemd may divide. */
const GROUP = '/sys/fs/cgroup/unified/tonearm-unit';

const [folder] = process.argv.slice(2);
if (!folder) fail('Expected a folder that try-image.js was given.');
const base = join(folder, 'debian');
makeRoot(base);
const root = join(folder, 'unit');
install();
const guest = await boot();
try {
  const isActive = await becomesTrue(async () => inside('systemctl', 'is-active', 'tonearm') === 'active');
  const hasSongs = await becomesTrue(() => songs().then((count) => count > 0));
  const pid = inside('systemctl', 'show', '--property=MainPID', '--value', 'tonearm');
  const isNotRoot = inside('stat', '--format=%u', `/proc/${pid}`) !== '0';
  inside('systemctl', 'stop', 'tonearm');
  const stopsWell = inside('systemctl', 'show', '--property=Result', '--value', 'tonearm') === 'success';
  console.log(JSON.stringify({ isActive, isNotRoot, hasSongs, stopsWell }));
  if (!isActive) console.error(inside('journalctl', '--unit=tonearm', '--no-pager', '--lines=30'));
  process.exitCode = isActive && isNotRoot && hasSongs && stopsWell ? 0 : 1;
} finally {
  guest.child.kill('SIGKILL');
  await exitCode(guest.child);
}

/** Installs as the unit's first lines tell an operator: the package by npm, songs, the unit copied and enabled. */
function install() {
  rmSync(root, { recursive: true, force: true });
  must('cp', '-a', base, root);
  const tarball = readdirSync(join(folder, 'build')).find((name) => name.endsWith('.tgz'));
  cpSync(join(folder, 'build', tarball), join(root, 'tonearm.tgz'));
  runIn(root, 'apt-get update && apt-get install -y --no-install-recommends systemd dbus libnss-systemd');
  runIn(root, 'npm install --global --no-audit --no-fund /tonearm.tgz');
  runIn(root, 'systemctl mask console-getty systemd-networkd systemd-resolved systemd-timesyncd');
  cpSync(join(ROOT, 'test/fixtures/audio/tune.mp3'), join(root, 'srv/music/tune.mp3'));
  const units = join(root, 'etc/systemd/system');
  cpSync(join(ROOT, 'integrations/systemd/tonearm.service'), join(units, 'tonearm.service'));
  mkdirSync(join(units, 'tonearm.service.d'));
  const settings = `TONEARM_PORT=${PORT} TONEARM_OPEN_TO_ALL=yes`;
  writeFileSync(join(units, 'tonearm.service.d/trial.conf'), `[Service]\nEnvironment=${settings}\n`);
  runIn(root, 'systemctl enable tonearm');
}

/** The guest, and the number of its first process here. */
async function boot() {
  if (!existsSync('/sys/fs/cgroup/unified'))
    fail('Expected /sys/fs/cgroup/unified: control groups of both versions.');
  const script = [
    `mkdir -p ${GROUP}; echo $$ > ${GROUP}/cgroup.procs`,
    `exec unshare --mount --pid --fork --uts --ipc --cgroup --kill-child sh -ec '
      mount --make-rprivate /; mount --bind "$1" "$1"; mount -t proc proc "$1/proc"; mount -t sysfs -o ro sysfs "$1/sys"
      mount -t tmpfs tmpfs "$1/sys/fs/cgroup"; mount -t cgroup2 none "$1/sys/fs/cgroup"
      mount -t tmpfs tmpfs "$1/run"; mount -t tmpfs tmpfs "$1/tmp"; mount --rbind /dev "$1/dev"
      exec chroot "$1" /lib/systemd/systemd --unit=multi-user.target' sh "$1"`,
  ].join('\n');
  const child = spawn('sh', ['-ec', script, 'sh', root], {
    env: { PATH, container: 'tonearm' },
    stdio: ['ignore', 2, 2],
  });
  let pid = '';
  const isThere = await becomesTrue(() => {
    pid = spawnSync('pgrep', ['--parent', String(child.pid)], { encoding: 'utf8' }).stdout.trim();
    return pid !== '' && existsSync(`/proc/${pid}/root/run/systemd/private`);
  });
  if (!isThere) fail('The guest did not boot.');
  return { child, pid };
}

/** Output of a command inside the guest. */
function inside(...command) {
  const args = [
    '--target',
    guest.pid,
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--cgroup',
    '--root',
    '--wd',
    ...command,
  ];
  return spawnSync('nsenter', args, { encoding: 'utf8', env: { PATH } }).stdout.trim();
}

async function songs() {
  try {
    return (await (await fetch(`http://127.0.0.1:${PORT}/api/library`)).json()).songs ?? 0;
  } catch {
    return 0;
  }
}
