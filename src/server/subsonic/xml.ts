/** Serialisation as XML 1.0, as Subsonic's schema lays it out. */
import { escapeXml } from '../../library/playlist-files/escape-xml.ts';

export type Value = string | number | boolean;

/** Node of an answer: values are attributes, the rest is inside. Undefined parts are omitted. */
export interface Node {
  readonly [name: string]: Value | Node | readonly (Value | Node)[] | undefined;
}

/** JSON name for the text of an element with attributes. */
const TEXT = 'value';

/** Element with all that is in it. */
export function elementOf(name: string, node: Node): string {
  const entries = Object.entries(node);
  const attributes = entries
    .filter(([key, value]) => isValue(value) && key !== TEXT)
    .map(([key, value]) => ` ${key}="${attributeOf(value as Value)}"`);
  const inside = entries.map(([key, value]) => contentOf(key, value)).join('');
  const start = `<${name}${attributes.join('')}`;
  return inside === '' ? `${start}/>` : `${start}>${inside}</${name}>`;
}

function contentOf(name: string, value: Node[string]): string {
  if (value === undefined) return '';
  if (isValue(value)) return name === TEXT ? escapeXml(String(value)) : '';
  if (!isList(value)) return elementOf(name, value);
  return value.map((each) => (isValue(each) ? textElement(name, each) : elementOf(name, each))).join('');
}

function textElement(name: string, value: Value): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** Escaped attribute value; parsers turn bare line breaks into spaces. */
function attributeOf(value: Value): string {
  return escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function isValue(value: unknown): value is Value {
  return typeof value !== 'object' && value !== undefined;
}

function isList(value: Node | readonly (Value | Node)[]): value is readonly (Value | Node)[] {
  return Array.isArray(value);
}
