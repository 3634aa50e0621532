// A real worker process that does what hostile files make of one, on order. Proves the pool's mechanics.
import { TonearmError } from '../../dist/errors.js';
import { hostTasks } from '../../dist/jobs/worker-host.js';

let kept;

hostTasks(async (order, onProgress) => {
  const { pid } = process;
  onProgress({ pid });
  switch (order.do) {
    case 'echo':
      return { value: order.value, pid };
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, order.milliseconds));
      return { value: order.milliseconds, pid };
    case 'report-pid-and-spin':
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (;;);
    case 'throw':
      throw order.what === 'known'
        ? new TonearmError('broken-audio', 'Expected sound, got noise.')
        : new Error('secret path');
    case 'exit':
      process.exit(3);
      break;
    case 'exit-behind-the-answer':
      // The process dies right after its answer was sent.
      setImmediate(() => process.kill(pid, 'SIGKILL'));
      return { value: 0, pid };
    case 'abort':
      process.abort();
      break;
    case 'get-fat':
      kept = new Uint8Array(250e6).fill(1);
      return { value: kept.length, pid };
    case 'grow':
      return { value: grow(), pid };
  }
  throw new Error('unreachable');
});

function grow() {
  const held = [];
  for (;;) held.push(new Uint8Array(16e6).fill(held.length));
}
