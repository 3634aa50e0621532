// THIRD-PARTY-NOTICES: whose work ships with ours, and under what terms. The build writes it to dist/, for the package
// and for the page.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './ready.js';
import { shippedPackages } from './shipped.js';

/** Work inside of packages whose own files do not tell of it. */
const INSIDE = [
  {
    name: 'mpg123 (the WebAssembly in mpg123-decoder)',
    license: 'LGPL-2.1',
    from: 'https://mpg123.org; as it is built: https://github.com/eshaz/wasm-audio-decoders',
    note:
      'It is a file of its own, node_modules/mpg123-decoder, and in the page a chunk of its own: another build of it ' +
      'takes its place by installing it there and building the page again.',
    text: 'licenses/mpg123.txt',
  },
  {
    name: 'libopus, libvorbis, libogg (the WebAssembly in opus-decoder and @wasm-audio-decoders/ogg-vorbis)',
    license: 'BSD-3-Clause',
    from: 'https://xiph.org',
    text: 'licenses/xiph.txt',
  },
  {
    name: 'MSD_musicnn and MSD_vgg, weights (models/ear.onnx, models/ear-vgg.onnx)',
    license: 'ISC',
    from: 'https://github.com/jordipons/musicnn',
    text: 'models/ear.LICENSE.txt',
  },
  {
    name: 'Tabler Icons (web/icons/icons.ts)',
    license: 'MIT',
    from: 'https://github.com/tabler/tabler-icons',
    text: 'licenses/tabler-icons.txt',
  },
];
const LICENSE_FILE = /^(licen[cs]e|copying|notice|third.?party.?notices?)/i;
/** Whether the file is run, not imported. */
const IS_SCRIPT = process.argv[1] === fileURLToPath(import.meta.url);
const RULE = `\n${'-'.repeat(80)}\n\n`;

/** The whole text. */
export function noticesText() {
  const packages = shippedPackages().map(packageNotice);
  const inside = INSIDE.map(({ name, license, from, note, text }) =>
    [`${name}: ${license}`, from, note, readFileSync(join(ROOT, text), 'utf8')].filter(Boolean).join('\n'),
  );
  const head =
    'Tonearm ships with, or installs, the following work of others. Each is under its own terms.\n';
  return [head, ...inside, ...packages].join(RULE);
}

function writeNotices() {
  const text = noticesText();
  writeFileSync(join(ROOT, 'dist', 'THIRD-PARTY-NOTICES.txt'), text);
  writeFileSync(join(ROOT, 'dist', 'web', 'third-party-notices.txt'), text);
}

function packageNotice({ folder, manifest }) {
  const { name, version, license, author, homepage, repository } = manifest;
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENSE_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
  const by = typeof author === 'string' ? author : author?.name;
  const from = homepage ?? repository?.url ?? repository;
  return [`${name} ${version}: ${license}`, by && `by ${by}`, from, '', ...texts]
    .filter((line) => line !== undefined)
    .join('\n');
}

if (IS_SCRIPT) writeNotices();
