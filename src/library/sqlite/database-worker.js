// @ts-check
/**
 * Entry of the thread that a library's file is open in, so that nobody else waits for its disk or for other
 * programs. JavaScript, so that it starts from source as quickly as built: a loader of TypeScript takes four
 * times as long.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql';

/** @import { DatabaseAnswer, DatabaseOptions, DatabaseRequest, StatementRequest } from './database-protocol.ts' */
/** @typedef {Omit<DatabaseAnswer, 'id' | 'values'> & { readonly rows?: readonly (readonly unknown[])[] }} Done */

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { path, waitMs, migrations, songColumns } = /** @type {DatabaseOptions} */ (workerData);

/** Rows per message: reading them takes the receiver some milliseconds. */
const PAGE = 1000;
const MAX_PAUSE_MS = 50;
const CONTROL = /^\s*(begin|commit|rollback)\b/i;
const WRITES = /^\s*(insert|update|delete|replace)\b/i;
const NOT_OUR_TURN = Object.assign(new Error('A transaction of this process is open.'), {
  code: 'SQLITE_BUSY',
});

/**
 * Iterators of unsent rows, by statement.
 * @type {Map<number, readonly (readonly unknown[])[]>}
 */
const unsent = new Map();
/**
 * Session whose transaction is open.
 * @type {number | undefined}
 */
let owner;
/** @type {Database.Database} */
let database;

port.on('message', async (/** @type {DatabaseRequest | 'close'} */ request) => {
  if (request === 'close') return close();
  if ('page' in request) return sendPage(request.id, request.page);
  try {
    await run(request);
  } catch (error) {
    fail(request.id, error);
  }
});

try {
  database = await whenFree(open);
  send({ id: 0 });
} catch (error) {
  fail(0, error);
}

function open() {
  // SQLite's own waiting would hold up statements that need not wait.
  const opened = new Database(path, { timeout: 0 });
  try {
    opened.exec('pragma journal_mode = wal');
    opened.exec('pragma synchronous = normal');
    opened.exec('pragma foreign_keys = on');
    migrate(opened);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/**
 * Migrates a database, one process at a time.
 * @param {Database.Database} opened
 */
function migrate(opened) {
  if (versionOf(opened) === migrations.length && missingColumns(opened).length === 0) return;
  opened.exec('begin immediate');
  try {
    const version = versionOf(opened);
    if (version > migrations.length) throw tooNew(version);
    for (const step of migrations.slice(version)) opened.exec(step);
    for (const { name, type } of missingColumns(opened)) {
      opened.exec(`alter table songs add column ${name} ${type}`);
    }
    opened.exec(`pragma user_version = ${migrations.length}`);
    opened.exec('commit');
  } catch (error) {
    opened.exec('rollback');
    throw error;
  }
}

/**
 * Columns of the current version that the file lacks.
 * @param {Database.Database} opened
 */
function missingColumns(opened) {
  const rows = /** @type {{ name: string }[]} */ (opened.prepare('pragma table_info(songs)').all([]));
  const known = new Set(rows.map(({ name }) => name));
  return songColumns.filter(({ name }) => !known.has(name));
}

/** @param {number} version */
function tooNew(version) {
  const message = `Expected a library of version ${migrations.length} at most, got ${version}: update Tonearm.`;
  return Object.assign(new Error(message), { code: 'bad-request' });
}

/** @param {Database.Database} opened */
function versionOf(opened) {
  const [row] = /** @type {{ user_version: number }[]} */ (opened.prepare('pragma user_version').all([]));
  return row.user_version;
}

/** @param {StatementRequest} request */
async function run({ id, session, sql, parameters }) {
  const answer = await whenFree(() => {
    if (owner !== undefined && owner !== session) throw NOT_OUR_TURN;
    const done = execute(sql, parameters);
    owner = database.inTransaction ? session : undefined;
    return done;
  });
  if (!answer.rows) return send({ id, ...answer });
  unsent.set(id, answer.rows);
  sendPage(id, 'next', answer.columns);
}

/**
 * Statements that write lock before they begin. One that meets another program's lock in the middle fails,
 * and libsql then leaves the connection in a state in which later writes are never committed.
 * @param {string} sql
 * @param {readonly unknown[]} parameters
 * @returns {Done}
 */
function execute(sql, parameters) {
  if (CONTROL.test(sql)) {
    database.exec(sql);
    return {};
  }
  if (database.inTransaction || !WRITES.test(sql)) return executeAlone(sql, parameters);
  database.exec('begin immediate');
  try {
    const answer = executeAlone(sql, parameters);
    database.exec('commit');
    return answer;
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}

/**
 * @param {string} sql
 * @param {readonly unknown[]} parameters
 * @returns {Done}
 */
function executeAlone(sql, parameters) {
  const statement = database.prepare(sql);
  if (!statement.reader) {
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { changes, insertId: Number(lastInsertRowid) };
  }
  const rows = /** @type {unknown[][]} */ (statement.raw(true).all(parameters));
  return { columns: statement.columns().map(({ name }) => name), rows };
}

/**
 * Retries `work` while another program or another session has the file locked.
 * @template T
 * @param {() => T} work
 * @returns {Promise<T>}
 */
async function whenFree(work) {
  const start = performance.now();
  for (let wait = 1; ; wait = Math.min(MAX_PAUSE_MS, 2 * wait)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - start > waitMs) throw error;
    }
    await pause(wait);
  }
}

/** @param {unknown} error */
function isBusy(error) {
  const { code } = /** @type {{ code?: unknown }} */ (error);
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/**
 * @param {number} id
 * @param {'next' | 'drop'} page
 * @param {readonly string[]} [columns]
 */
function sendPage(id, page, columns) {
  const rows = unsent.get(id) ?? [];
  const more = page === 'next' && rows.length > PAGE;
  if (more) unsent.set(id, rows.slice(PAGE));
  else unsent.delete(id);
  if (page === 'next') send({ id, columns, values: valuesOf(more ? rows.slice(0, PAGE) : rows), more });
}

/** @param {readonly (readonly unknown[])[]} rows */
function valuesOf(rows) {
  /** @type {unknown[]} */
  const values = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
}

/**
 * @param {number} id
 * @param {unknown} error
 */
function fail(id, error) {
  const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
  send({ id, error: { code, message } });
}

/** @param {DatabaseAnswer} answer */
function send(answer) {
  port.postMessage(answer);
}

function close() {
  database.close();
  port.close();
}
