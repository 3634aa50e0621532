import { escapeXml } from './escape-xml.ts';

/** Those that have a value, each behind a space. */
export function attributes(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const said = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return said
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}
