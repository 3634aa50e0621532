/** Errors of a database, mapped to the codes that `../library-error.ts` has sentences for. */

/** Codes by prefixes of PostgreSQL's and the system's codes. */
const CODES: Readonly<Record<string, string>> = {
  ...codes('POSTGRES_UNREACHABLE', [
    '08',
    '57P',
    'ECONN',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_',
    'EHOST',
    'ENET',
    'ENOENT',
  ]),
  ...codes('POSTGRES_BUSY', ['40', '53300', '53400', '55P03']),
  ...codes('POSTGRES_FULL', ['53100']),
  ...codes('POSTGRES_READONLY', ['25006', '42501']),
  ...codes('POSTGRES_REFUSED', ['28', '3D', '3F']),
};

/** Messages of the driver that come without a code. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded|Query read timeout)/;

/** Translates an error into a library's error; any other is returned as it is. */
export function asPostgresError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const { message } = error as Error;
  return Object.assign(new Error(message, { cause: error }), { code });
}

/** Whether the database was unreachable or the connection lost, which may be temporary. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'POSTGRES_UNREACHABLE' || code === 'POSTGRES_BUSY';
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (LOST.test(error.message)) return 'POSTGRES_UNREACHABLE';
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  if (code.startsWith('POSTGRES_')) return code;
  const known = Object.keys(CODES).find((beginning) => code.startsWith(beginning));
  return known && CODES[known];
}

function codes(name: string, beginnings: readonly string[]): Record<string, string> {
  return Object.fromEntries(beginnings.map((beginning) => [beginning, name]));
}
