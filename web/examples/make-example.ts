import type { ExampleName } from './names.ts';

/** Plays an example piece in a worker: nothing is fetched but the player of it. */
export function makeExample(example: ExampleName): Promise<File> {
  const worker = new Worker(new URL('./example.worker.ts', import.meta.url), {
    type: 'module',
    name: 'example',
  });
  return new Promise<File>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<File>) => resolve(data);
    worker.onerror = () => reject(new Error('The example could not be played.'));
    worker.postMessage(example);
  }).finally(() => worker.terminate());
}
