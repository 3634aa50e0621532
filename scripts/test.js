// `npm test`: installs what tests need, builds, runs all of them (the browser ones included).
// Ends with a plain "N passed, N failed". Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTestable, ROOT, tool } from './ready.js';

await ensureTestable();

const folder = mkdtempSync(join(tmpdir(), 'tonearm-test-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  tool('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, TONEARM_ALL_TESTS: process.argv.includes('--project') ? '' : 'yes' },
  },
);
const counts = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true, force: true });
const brokenFiles = counts.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const failed = Math.max(counts.numFailedTests + brokenFiles.length, status === 0 ? 0 : 1);
console.log(`${counts.numPassedTests} passed, ${failed} failed, ${counts.numPendingTests} skipped`);
process.exit(failed === 0 ? 0 : 1);
