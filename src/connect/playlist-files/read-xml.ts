import { SaxesParser } from 'saxes';
import { TonearmError } from '../../errors.ts';

export type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * Parses XML, calling back for every element's start and end, in order.
 * @throws unsupported-format for invalid XML
 */
export function readXml(
  text: string,
  program: string,
  begin: (name: string, attributes: Attributes) => void,
  end: (name: string) => void,
): void {
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw new TonearmError(
      'unsupported-format',
      `Expected playlists of ${program}, got a file that is damaged (${message}). Export it again.`,
    );
  });
  parser.on('opentag', ({ name, attributes }) => begin(name, attributes as Attributes));
  parser.on('closetag', ({ name }) => end(name));
  parser.write(text.replace(/^\ufeff/, '')).close();
}
