/** Plays an example piece, away from the page's thread. */
import type { ExampleName } from './names.ts';
import { playExample } from './pieces.ts';

addEventListener('message', ({ data }: MessageEvent<ExampleName>) => postMessage(playExample(data)));
