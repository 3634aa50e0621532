// `npm run build`: dist/, made anew. `npm run build -- --site [folder]`: the page for any web server, in site/.
import { build, ensureInstalled } from './ready.js';

const [option, folder = 'site'] = process.argv.slice(2);

await ensureInstalled();
if (option === undefined) await build();
else if (option === '--site') {
  const { buildSite } = await import('./site.js');
  await buildSite(folder);
  process.exit(0);
} else {
  console.error(`Expected nothing or --site [folder], got ${JSON.stringify(option)}.`);
  process.exit(2);
}
