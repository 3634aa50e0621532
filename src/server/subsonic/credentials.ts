/** Authentication of Subsonic clients by the access token: salted, as a password, or as a key. */
import type { FastifyRequest } from 'fastify';
import { type Authentication, checkTries } from '../access/authentication.ts';
import type { TokenVerifier } from '../access/token-verifier.ts';
import type { Parameters } from './parameters.ts';
import { Refusal } from './refusal.ts';

/**
 * Whether the request carries the token. Without one this machine is admitted, and everybody by a server that
 * is open to all. A given one must be right from this machine, too, so that a typing error shows at once.
 * @throws Refusal, WireError for a client that was wrong too often.
 */
export async function checkCredentials(
  { verifier, tries, openToAll }: Authentication,
  request: FastifyRequest,
  parameters: Parameters,
): Promise<boolean> {
  const shown = shownBy(parameters);
  if (shown && verifier) {
    if (await checkTries(tries, request, () => shown.isRight(verifier))) return true;
    throw new Refusal(shown.refusal, 'Wrong password: it is the access token of the server.');
  }
  if (request.trusted || openToAll) return false;
  throw verifier
    ? new Refusal('missing-parameter', 'Expected the access token as password, got a request without it.')
    : new Refusal(
        'not-allowed',
        'This server answers its own machine alone: it was started without a token.',
      );
}

interface Shown {
  readonly refusal: 'wrong-credentials' | 'wrong-key';
  isRight(verifier: TokenVerifier): boolean;
}

function shownBy(parameters: Parameters): Shown | undefined {
  const [key, digest, salt, password] = ['apiKey', 't', 's', 'p'].map((name) => parameters.text(name));
  const ways = [key, digest, password].filter((way) => way !== undefined).length;
  if (ways > 1 || (key !== undefined && parameters.text('u') !== undefined))
    throw new Refusal('conflicting-credentials', 'Expected one way of showing the token, got several.');
  if (key !== undefined) return { refusal: 'wrong-key', isRight: (verifier) => verifier.acceptsToken(key) };
  const refusal = 'wrong-credentials';
  if (digest !== undefined)
    return { refusal, isRight: (verifier) => verifier.acceptsSalted(digest, salt ?? '') };
  if (password === undefined) return undefined;
  return { refusal, isRight: (verifier) => verifier.acceptsToken(plainOf(password)) };
}

function plainOf(password: string): string {
  const hex = /^enc:((?:[\da-f]{2})*)$/i.exec(password)?.[1];
  return hex === undefined ? password : Buffer.from(hex, 'hex').toString();
}
