import { createRequire } from 'node:module';

/** Advice for commands that take long; undefined if the native runtime is installed. */
export function nativeRuntimeAdvice(): string | undefined {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return undefined;
  } catch {
    return (
      'tonearm: this runs on WebAssembly, with the same answers. To be faster, install the native runtime beside ' +
      'it: npm install --ignore-scripts onnxruntime-node (with -g if tonearm is installed so)\n'
    );
  }
}
