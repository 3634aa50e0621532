/** Two servers that write tags into the same files at the same moment. */
import { appendFile, copyFile, mkdir, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import { heardAs, keepHeard, sha256 } from '../../../test/support/heard-file.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { newSchema } from '../../../test/support/test-library.ts';
import { dialectOf } from '../store/dialect.ts';
import { openLibrary } from '../store/store.ts';
import { parseGenreNames } from '../tagging/names.ts';
import { planTags } from '../tagging/plan.ts';
import { undoTags } from '../tagging/undo.ts';
import { writeTags } from '../tagging/write.ts';

const SONG = join(import.meta.dirname, '../../../test/fixtures/audio/tune.mp3');
const FILES = 16;

async function twoServers(waitMs = 60_000) {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-two-')));
  const place = await newSchema(inject('databaseUrl'));
  const servers = await Promise.all(
    ['one', 'two'].map(async (name) => ({
      journals: join(home, name),
      library: await openLibrary(place, { waitMs }),
    })),
  );
  onTestFinished(async () => {
    for (const { library } of servers) await library.destroy();
    await removeFolder(home);
  });
  const music = join(home, 'music');
  await mkdir(music);
  return { servers, music };
}

async function hashesIn(folder: string): Promise<Record<string, string>> {
  const paths = (await readdir(folder)).sort().map((name) => join(folder, name));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await sha256(path)])));
}

test('other tags at the same moment: each file has those of one, and all is taken back to the bit', async () => {
  const { servers, music } = await twoServers();
  for (let i = 0; i < FILES; i++) {
    const path = join(music, `${i}.mp3`);
    await copyFile(SONG, path);
    await appendFile(path, Buffer.alloc(1 + i));
    await keepHeard(servers[0].library, path, heardAs('hiphop'));
  }
  const before = await hashesIn(music);
  const plans = await Promise.all(
    servers.map(({ library }, i) =>
      planTags(library, {
        ...{ only: 'all', sureOnly: false, tempo: false },
        names: parseGenreNames({ hiphop: ['Rap', 'Boom Bap'][i] }),
      }),
    ),
  );
  const reports = await Promise.all(
    servers.map(({ library, journals }, i) => writeTags(library, plans[i].changes, { journals })),
  );
  expect(reports[0].written + reports[1].written).toBe(FILES);
  const skipped = reports.flatMap((report) => report.skipped);
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['changed']));
  const known = await servers[0].library.selectFrom('files').select(['path', 'contentHash']).execute();
  expect(Object.fromEntries(known.map((row) => [row.path, row.contentHash]))).toEqual(await hashesIn(music));
  const undone = await Promise.all(
    servers.map(({ library, journals }, i) => undoTags(library, reports[i].journal, { journals })),
  );
  expect(undone.flatMap((report) => report.skipped)).toEqual([]);
  expect(await hashesIn(music)).toEqual(before);
});

test('a file that another server holds is left alone, with a word, and so is one whose lock got lost', async () => {
  const { servers, music } = await twoServers(500);
  const path = join(music, 'tune.mp3');
  await copyFile(SONG, path);
  const [{ library }, other] = servers;
  await keepHeard(library, path, heardAs('hiphop'));
  const before = await hashesIn(music);
  const { changes } = await planTags(library, { only: 'all', sureOnly: false, tempo: false });
  const write = () => writeTags(other.library, changes, { journals: other.journals });
  await dialectOf(library).withFile(library, path, async () => {
    const { written, skipped } = await write();
    expect(written).toBe(0);
    expect(skipped[0]).toMatchObject({
      reason: 'failed',
      message: expect.stringMatching(/^Another server writes this file/),
    });
  });
  const lost = dialectOf(library).withFile(library, path, async (isHeld) => {
    // Of this file alone: other tests have locks in the same server.
    await sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objsubid = 1
        and (classid::bigint << 32 | objid::bigint) = hashtextextended(current_schema() || ' ' || ${path}, 0)`.execute(
      other.library,
    );
    await isHeld();
  });
  await expect(lost).rejects.toMatchObject({ code: 'POSTGRES_UNREACHABLE' });
  expect(await hashesIn(music)).toEqual(before);
  expect((await write()).written).toBe(1);
});
