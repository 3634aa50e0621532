/** Path of a `file:` address: `file://localhost/C:/a%20b.mp3` -> `C:/a b.mp3`; other texts are unchanged. */
export function pathOfAddress(address: string): string {
  const [, path] = /^file:\/\/(?:localhost)?(\/.*)$/i.exec(address) ?? [];
  if (path === undefined) return address;
  const decoded = unescaped(path);
  return /^\/[A-Za-z]:/.test(decoded) ? decoded.slice(1) : decoded;
}

/** Percent-decoded text; a percent sign that escapes nothing stands for itself. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
