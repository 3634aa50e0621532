/** Identity of a process that left something behind, and whether it still runs. */
import { readFile } from 'node:fs/promises';

/** Unique identity of a process: its id, which the system reuses, with the time of its start and of the boot. */
export async function identityOf(pid: number): Promise<string> {
  if (!isAlive(pid)) return 'nobody';
  const [start, boot] = await Promise.all([startOf(pid), bootId()]);
  return `${pid}-${start}-${boot}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold spaces and brackets. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

async function bootId(): Promise<string> {
  const id = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '0');
  return id.slice(0, 8);
}
