import { CamelCasePlugin, type PluginTransformResultArgs } from 'kysely';

/** Rows have their names from the drivers, an answer at a time and not a row at a time. */
export class SnakeCaseInSql extends CamelCasePlugin {
  override async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }
}
