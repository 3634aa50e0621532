/** File names in headers (RFC 6266, RFC 8187). */

const MAX_CHARACTERS = 150;
/** Characters besides letters and digits that stand unescaped in an extended value. */
const UNESCAPED = /[!#$&+.^_`|~-]/;

/** Header of a file to save or to play under its name, whatever characters that has. */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const short = [...name].slice(-MAX_CHARACTERS).join('');
  const plain = short.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended(short)}`;
}

/** Extended value without characters that reverse text or are invisible, which would show another name. */
function extended(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '_');
  return encodeURIComponent(visible).replace(/[^\w%]/g, (sign) => {
    return UNESCAPED.test(sign) ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
