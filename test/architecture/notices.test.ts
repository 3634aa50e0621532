/** Shipped dependencies are named, and under terms compatible with the MIT licence. */
import { expect, test } from 'vitest';

interface Manifest {
  readonly name: string;
  readonly license: string;
}

const script = (name: string) => import(new URL(`../../scripts/${name}`, import.meta.url).href);
const { noticesText }: { noticesText: () => string } = await script('notices.js');
const { shippedPackages }: { shippedPackages: () => { manifest: Manifest }[] } = await script('shipped.js');

/** codec-parser (LGPL-3) comes with the Vorbis decoder, as a file of its own. */
const ALLOWED =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|MPL-2\.0|OFL-1\.1|BlueOak-1\.0\.0|LGPL-3\.0-or-later|\(MIT OR CC0-1\.0\))$/;

test('every package that ships has terms that are known here', () => {
  const packages = shippedPackages().map(({ manifest }) => manifest);
  expect(packages.filter(({ license }) => !ALLOWED.test(license)).map(({ name }) => name)).toEqual([]);
  const names = packages.map(({ name }) => name);
  // One package is installed, one is in the page alone, and one is a dependency of another.
  expect(names).toEqual(expect.arrayContaining(['fastify', 'react', 'codec-parser']));
});

test('the notices name what packages hold without saying so', () => {
  const text = noticesText();
  for (const words of [
    'mpg123',
    'GNU LESSER GENERAL PUBLIC LICENSE',
    'Xiph.Org',
    'Universitat Pompeu Fabra',
    'onnxruntime-web',
  ])
    expect(text).toContain(words);
});
