import { escapeXml } from './escape-xml.ts';

/** Attributes that have a value, each after a space. */
export function attributes(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const said = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return said
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}
