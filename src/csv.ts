/** Comma-separated values as people and spreadsheets write them. */
import { TonearmError } from './errors.ts';

/** Table with a header; all rows are as wide as it. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Line of the text at which the row begins, from 1, for error messages. */
  readonly line: number;
  readonly cells: readonly string[];
}

const MAX_COLUMNS = 10_000;
const MAX_ROWS = 1_000_000;
const MAX_CELL = 65_536;
/** Beginning of a formula, behind apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
const DELIMITERS = [',', ';', '\t'];

/**
 * Parses CSV (RFC 4180) with a header: quoted cells with doubled quotes and line breaks, LF, CRLF or CR,
 * blank lines skipped. Semicolon and tab are detected in the header. Bytes are UTF-8, or UTF-16 with a byte
 * order mark.
 * @throws bad-request over an open quote, a row of another width, a name twice in the header, text that is not
 * Unicode, or more than 10,000 columns, a million rows or 65,536 characters in a cell.
 */
export function parseCsv(bytes: Uint8Array): Table {
  const text = decode(bytes);
  const rows = readRows(text, delimiterOf(text));
  const header = rows.next();
  if (header.done)
    throw new TonearmError('bad-request', 'Expected a CSV table with a header, got an empty file.');
  const columns = checkHeader(header.value.cells.map((name) => name.trim()));
  const body: TableRow[] = [];
  for (const row of rows) {
    if (row.cells.length !== columns.length) throw ragged(row, columns.length);
    if (body.length === MAX_ROWS)
      throw new TonearmError('bad-request', `Expected at most ${MAX_ROWS} rows, got more.`);
    body.push(row);
  }
  return { columns, rows: body };
}

/**
 * Line of CSV without its end; cells are quoted only if necessary. A spreadsheet would run some texts as
 * formulas: those get an apostrophe in front, which `parseCsv` removes.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => quoted(typeof cell === 'number' ? String(cell) : harmless(cell))).join(',');
}

/** Adds an apostrophe to a formula, also to one with apostrophes, so that all texts are read back. */
function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function asWritten(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new TonearmError(
      'bad-request',
      'Expected a CSV table in UTF-8, got bytes that are no Unicode text.',
    );
  }
}

/** Most frequent separator of the first line, outside quotes. */
function delimiterOf(text: string): string {
  const bare = text.slice(0, MAX_CELL).replace(/"(?:[^"]|"")*"/g, '');
  const [line] = bare.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

function checkHeader(columns: string[]): string[] {
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TonearmError('bad-request', `Expected each column once, got ${quote(twice)} twice.`);
  return columns;
}

function ragged({ line, cells }: TableRow, width: number): TonearmError {
  return new TonearmError('bad-request', `Expected ${width} cells on line ${line}, got ${cells.length}.`);
}

function* readRows(text: string, delimiter: string): Generator<TableRow> {
  let [at, line] = [0, 1];
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let ended = false;
    while (!ended) {
      const cell = text[at] === '"' ? readQuoted(text, at, line) : readBare(text, at, delimiter);
      if (cell.value.length > MAX_CELL)
        throw new TonearmError(
          'bad-request',
          `Expected at most ${MAX_CELL} characters in a cell, got more on line ${line}.`,
        );
      if (cells.length === MAX_COLUMNS)
        throw new TonearmError(
          'bad-request',
          `Expected at most ${MAX_COLUMNS} columns, got more on line ${line}.`,
        );
      cells.push(asWritten(cell.value));
      line += cell.breaks;
      at = cell.end;
      ended = text[at] !== delimiter;
      if (!ended) at++;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') throw afterQuote(line, text[at]);
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    if (cells.length > 1 || cells[0] !== '') yield { line: start, cells };
  }
}

interface Cell {
  readonly value: string;
  /** Index after the cell. */
  readonly end: number;
  /** Line breaks inside it. */
  readonly breaks: number;
}

function readQuoted(text: string, at: number, line: number): Cell {
  let end = at + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0)
      throw new TonearmError(
        'bad-request',
        `Expected a closing quote for line ${line}, got the end of the file.`,
      );
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const value = text.slice(at + 1, end).replaceAll('""', '"');
  return { value, end: end + 1, breaks: value.split(/\r\n|\r|\n/).length - 1 };
}

function readBare(text: string, at: number, delimiter: string): Cell {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(at, end), end, breaks: 0 };
}

function afterQuote(line: number, got: string): TonearmError {
  return new TonearmError(
    'bad-request',
    `Expected a separator after a quoted cell on line ${line}, got ${quote(got)}.`,
  );
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
