import { readFile } from 'node:fs/promises';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { TonearmError } from '../errors.ts';

const Names = Type.Union([
  Type.Literal('url'),
  Type.Literal('itunes'),
  Type.Literal('deezer'),
  Type.Literal('archive'),
  Type.Literal('jamendo'),
  Type.Literal('youtube'),
]);
const Address = Type.String({ pattern: '^https?://[^/?#@]+$' });
const closed = { additionalProperties: false };

const SettingsSchema = Type.Object(
  {
    /** Disabled sources; `url` stands for plain addresses of sound files. */
    off: Type.Optional(Type.Array(Names)),
    jamendo: Type.Optional(Type.Object({ clientId: Type.String({ pattern: '^\\w{1,100}$' }) }, closed)),
    youtube: Type.Optional(Type.Object({ ytDlp: Type.String({ minLength: 1 }) }, closed)),
    /** Servers on private addresses or unusual ports from which songs may come (`http://nas.example:8000`). */
    origins: Type.Optional(Type.Array(Address)),
    /** Ports besides 80 and 443 that any public server may use. */
    ports: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }))),
    /** Alternative addresses of the sources' interfaces, such as a mirror; they are trusted like `origins`. */
    endpoints: Type.Optional(
      Type.Object(
        {
          itunes: Type.Optional(Address),
          deezer: Type.Optional(Address),
          archive: Type.Optional(Address),
          jamendo: Type.Optional(Address),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** Operator's settings of the sources. */
export type SourceSettings = Static<typeof SettingsSchema>;

/** Environment variable that names the file of settings. */
export const SETTINGS_VARIABLE = 'TONEARM_SOURCES';

/**
 * Settings in a JSON file; empty without one.
 * @throws bad-request where it cannot be read or says something else than settings.
 */
export async function readSettings(path = process.env[SETTINGS_VARIABLE]): Promise<SourceSettings> {
  if (!path) return {};
  const settings = await readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text.replace(/^\ufeff/, '')))
    .catch((error) => {
      throw new TonearmError(
        'bad-request',
        `Expected settings of sources as JSON in ${path}, got: ${error.code ?? 'no JSON'}.`,
      );
    });
  if (Value.Check(SettingsSchema, settings)) return settings;
  const [{ instancePath, message }] = Value.Errors(SettingsSchema, settings);
  throw new TonearmError(
    'bad-request',
    `Expected settings of sources in ${path}, got: ${instancePath || 'all of it'} ${message}.`,
  );
}
