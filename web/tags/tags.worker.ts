/** The worker's entry. It listens before it loads anything: see `classify.worker.ts`. */
addEventListener('message', async ({ data }: MessageEvent<File>) => {
  const tags = await import('./read-tags.ts').then(({ readTags }) => readTags(data)).catch(() => undefined);
  postMessage(tags);
});
