/** Processor time of processes: what the clock would say of a machine with nothing else to do. Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of a process and of its descendants. */
export function familyMs(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, id) => sum + processMs(id), 0);
}

/** Processor time of all live threads; 0 for a process that has ended. */
export function processMs(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadMs(`/proc/${pid}/task/${thread}`), 0);
  } catch {
    return 0;
  }
}

/** Processes whose parent that is; those of which nothing can be read are left out. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => parentOf(id) === parent);
}

export function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function threadMs(folder: string): number {
  return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}
