import { CamelCasePlugin, type PluginTransformResultArgs } from 'kysely';

/** Plugin that renames columns in SQL alone: the drivers rename them in rows, once an answer. */
export class SnakeCaseInSql extends CamelCasePlugin {
  override async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }
}
