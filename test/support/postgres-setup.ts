/** Starts a PostgreSQL for the tests that need one. */
import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the project's database; undefined in other projects. */
    databaseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(postgresPrograms()!);
  project.provide('databaseUrl', server.url);
  return server.stop;
}
