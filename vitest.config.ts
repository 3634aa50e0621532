import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { postgresPrograms } from './test/support/postgres-server.ts';

/** More test files at once than there are cores: tests wait for other processes a third of the time; twice as many are slower. */
const maxWorkers = Math.ceil(1.5 * availableParallelism());

/** What a file leaves behind would be a fault of its own, and loading everything again for each takes minutes. */
const isolate = false;

const SEVERAL_SERVERS = [
  'src/server/library/{several-servers,shared-scans}.test.ts',
  'src/server/shared-counts.test.ts',
];
/** What is told of a library holds in a file and in a database: these run on both, and those of the database. */
const ON_BOTH = [
  'src/library/{catalogue/{browse,copies},scan/scan,songs/keep,playlists/kept-playlists}.test.ts',
  'src/library/{corrections/corrections,tagging/write}.test.ts',
  'src/library/{postgres,queue}/**/*.test.ts',
  ...SEVERAL_SERVERS,
];

const COMMON = { isolate, maxWorkers, testTimeout: 120_000, hookTimeout: 120_000 };
const UNIT = ['{src,web,scripts}/**/*.test.ts', 'test/{architecture,fuzz,golden}/**/*.test.ts'];
const UNIT_EXCLUDED = ['src/library/{postgres,queue}/**', ...SEVERAL_SERVERS];
const END_TO_END = {
  include: ['test/e2e/**/*.test.ts'],
  globalSetup: 'test/support/e2e-setup.ts',
  // A browser on a busy machine takes its time, and asking takes it from it.
  expect: { poll: { timeout: 20_000, interval: 200 } },
};

/** `npm test` runs unit and end-to-end tests as one project, whose workers load what both need once. */
const EMBEDDED = process.env.TONEARM_ALL_TESTS
  ? [{ name: 'all', ...END_TO_END, include: [...END_TO_END.include, ...UNIT], exclude: UNIT_EXCLUDED }]
  : [
      { name: 'unit', include: UNIT, exclude: UNIT_EXCLUDED },
      { name: 'e2e', ...END_TO_END },
    ];

export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      ...EMBEDDED.map((project) => ({ test: { ...COMMON, ...project } })),
      {
        test: {
          ...COMMON,
          name: 'postgres',
          include: postgresPrograms() ? ON_BOTH : [],
          globalSetup: 'test/support/postgres-setup.ts',
        },
      },
    ],
  },
});
