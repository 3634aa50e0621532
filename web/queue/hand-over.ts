/** Songs that another page hands to the Listen page: it takes them when it is shown. */
let waiting: File[] = [];

export function handOver(files: readonly File[]): void {
  waiting = [...waiting, ...files];
}

/** All that waits; nothing the next time. */
export function takeOver(): File[] {
  const files = waiting;
  waiting = [];
  return files;
}
