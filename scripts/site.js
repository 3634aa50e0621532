// The page as a folder of files for any web server: all that needs no server of Tonearm.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt, ROOT, start, tool } from './ready.js';

const REPORT = '.report.json';

/** Builds it into a folder, which is emptied unless it holds something else. */
export async function buildSite(folder) {
  const out = resolve(folder);
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, 'sw.js')))
    throw new Error(`Expected an empty folder or an earlier site in ${out}, found other files.`);
  await ensureBuilt();
  const options = ['--mode', 'site', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  await start(tool('vite'), ['build', ...options], { env: { ...process.env, NODE_ENV: 'production' } });
  cpSync(join(ROOT, 'dist/web/third-party-notices.txt'), join(out, 'third-party-notices.txt'));
  await copyModels(join(out, 'models'));
  console.log(`A site for any web server is in ${out}`);
}

/** The models, and the list of them that a server would give. */
async function copyModels(folder) {
  const { ModelCatalog } = await import('../dist/server/model-catalog.js');
  const { list } = await ModelCatalog.open(join(ROOT, 'models'), console, async () => {});
  mkdirSync(folder, { recursive: true });
  const models = list.models.map(({ url, reportUrl, ...card }) => {
    const files = [url, reportUrl].flatMap((address) => (address ? [address.split('/').at(-1)] : []));
    for (const name of files) cpSync(join(ROOT, 'models', name), join(folder, name));
    const report = files.find((name) => name.endsWith(REPORT));
    return { ...card, url: files[0], ...(report && { reportUrl: report }) };
  });
  writeFileSync(join(folder, 'list.json'), JSON.stringify({ ...list, models }));
}
