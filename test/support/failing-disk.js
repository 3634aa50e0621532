// Preloaded into a process: while the file that TONEARM_TEST_FAULT names is there, every new file below its folder
// fails with the error of the system that is written in it. EMFILE fails when a file is opened, others when it grows.
import { readFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';

const fault = process.env.TONEARM_TEST_FAULT;
const { open } = promises;

promises.open = async (path, flags, ...rest) => {
  const code = flags === 'wx' && String(path).startsWith(dirname(fault)) ? wantedFault() : undefined;
  if (code === 'EMFILE') throw failure(code);
  const handle = await open(path, flags, ...rest);
  if (code !== undefined) failAfterOne(handle, code);
  return handle;
};
syncBuiltinESMExports();

function wantedFault() {
  try {
    return readFileSync(fault, 'utf8');
  } catch {
    return undefined;
  }
}

function failAfterOne(handle, code) {
  const { appendFile } = handle;
  let written = false;
  handle.appendFile = (...given) => {
    if (written) return Promise.reject(failure(code));
    written = true;
    return appendFile.apply(handle, given);
  };
}

function failure(code) {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}
