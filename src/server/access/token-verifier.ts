/** Verification of this server's token in all of its forms. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { TonearmError } from '../../errors.ts';

/** Minimum length of a token: guessing is hopeless at the allowed tries a minute. */
const MIN_LENGTH = 16;
const MAX_LENGTH = 200;
const FITS_A_HEADER = /^[\x21-\x7e]+$/;
const GENERATED_BYTES = 18;
const COOKIE_PURPOSE = 'tonearm cookie 1';

/** Random token of 144 bits, in characters that need no escape in an address. */
export function generateToken(): string {
  return randomBytes(GENERATED_BYTES).toString('base64url');
}

export class TokenVerifier {
  /** Cookie in place of the token, which cannot be derived from it. */
  readonly cookie: string;
  readonly #plain: string;
  readonly #token: Buffer;
  readonly #cookie: Buffer;

  /** @throws bad-request for a token that is short or does not fit a header. */
  constructor(token: string) {
    checkToken(token);
    this.cookie = createHmac('sha256', token).update(COOKIE_PURPOSE).digest('base64url');
    this.#plain = token;
    this.#token = digest(token);
    this.#cookie = digest(this.cookie);
  }

  acceptsToken(given: string): boolean {
    return timingSafeEqual(digest(given), this.#token);
  }

  /** Verifies a token as Subsonic's clients send it: MD5 of the token followed by a salt, in hex. */
  acceptsSalted(given: string, salt: string): boolean {
    const right = createHash('md5').update(`${this.#plain}${salt}`).digest('hex');
    return timingSafeEqual(digest(given.toLowerCase()), digest(right));
  }

  acceptsCookie(given: string): boolean {
    return timingSafeEqual(digest(given), this.#cookie);
  }
}

function checkToken(token: string): void {
  if (token.length >= MIN_LENGTH && token.length <= MAX_LENGTH && FITS_A_HEADER.test(token)) return;
  throw new TonearmError(
    'bad-request',
    `Expected a token of ${MIN_LENGTH} to ${MAX_LENGTH} letters, digits and signs without spaces, got another.`,
  );
}

/** Hash of a token: comparing equal lengths takes the same time for any token. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
