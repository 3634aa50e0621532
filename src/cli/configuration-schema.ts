import type { Command, Option } from 'commander';
import { FOLDERS, isFlag, isList, negationOf, optionsOf, variableOf } from './configured-options.ts';

/** JSON schema of the file. */
export function configurationSchema(commands: readonly Command[]): object {
  const properties = commands.map((command) => {
    const options = Object.fromEntries(
      optionsOf(command).map((option) => [option.attributeName(), schemaOf(option, command)]),
    );
    const folders = {
      type: 'array',
      items: { type: 'string' },
      description: command.registeredArguments[0].description,
    };
    const described = { type: 'object', description: command.description(), additionalProperties: false };
    return [command.name(), { ...described, properties: { [FOLDERS]: folders, ...options } }];
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Tonearm, by command',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
  };
}

function schemaOf(option: Option, command: Command): object {
  const description = `${option.description} (${variableOf(option)})`;
  if (option.argChoices) return { enum: option.argChoices, description };
  if (isFlag(option)) return { type: 'boolean', description };
  const list = isList(option) ? { items: { type: 'string' } } : undefined;
  const off = negationOf(option, command) ? ['boolean'] : [];
  return { type: ['string', 'number', ...off, ...(list ? ['array'] : [])], ...list, description };
}
