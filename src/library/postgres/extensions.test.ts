/** Missing extensions are reported, and extensions added later are used. */
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { dialectOf } from '../store/dialect.ts';
import { openLibrary } from '../store/store.ts';

test('a database without pgvector and pg_trgm is told what that costs, until it has them', async () => {
  const url = new URL(inject('databaseUrl'));
  const administrator = new pg.Client(url.href);
  await administrator.connect();
  const suffix = `${process.pid}_${Date.now()}`;
  await administrator.query(`create database plain_${suffix}`);
  await administrator.query(`create role plain_${suffix} login`);
  url.pathname = `/plain_${suffix}`;
  const owner = new pg.Client(url.href);
  await owner.connect();
  await owner.query(`create schema music authorization plain_${suffix}`);
  url.username = `plain_${suffix}`;
  url.searchParams.set('options', '-c search_path=music,public');
  const library = await openLibrary(url.href);
  onTestFinished(async () => {
    await library.destroy();
    await owner.end();
    await administrator.query(`drop database plain_${suffix} with (force)`);
    await administrator.query(`drop role plain_${suffix}`);
    await administrator.end();
  });
  const { lacks } = dialectOf(library);
  const [vector, trigrams] = await lacks(library);
  expect(vector).toMatch(/no pgvector .*similar songs.*create extension vector$/);
  expect(trigrams).toMatch(/no pg_trgm.*search.*create extension pg_trgm$/);
  await owner.query('create extension pg_trgm schema public');
  expect(await lacks(library)).toEqual([vector]);
});
