/**
 * Options from a file and the environment. They are put before those of the command line, so that the command
 * line wins over the environment, and the environment over the file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Command, CommanderError, type Option } from 'commander';
import { TonearmError } from '../errors.ts';
import { shownPlace } from '../library/store/place.ts';
import { FOLDERS, isFlag, isList, negationOf, optionsOf, variableOf } from './configured-options.ts';

/** Commands with such options: those that run for long on a machine of their own. */
export const CONFIGURED_COMMANDS: readonly string[] = ['serve', 'scan'];

/** Origin of an option's value. */
type Origin = 'file' | 'environment' | 'command line' | 'default';
type Environment = Readonly<Record<string, string | undefined>>;
type Value = string | number | boolean | readonly string[];

const DEFAULT_FILE = 'tonearm.config.json';
const SECRET = 'token';
const YES = /^(1|true|yes|on)$/i;
const NO = /^(0|false|no|off|)$/i;

/** Adds the options that name the file and print the configuration. */
export function withConfigurationOptions(command: Command): Command {
  return command
    .option('--config <file>', `settings of commands, as JSON (default: "${DEFAULT_FILE}", if it is there)`)
    .option('--print-config', 'show the settings that hold, as JSON, and end')
    .hook('preAction', () => {
      if (!command.opts().printConfig) return;
      process.stdout.write(`${JSON.stringify(effectiveSettings(command), null, 2)}\n`);
      throw new CommanderError(0, 'tonearm.printedConfig', 'printed');
    });
}

/**
 * Arguments of a command, with those of the file and the environment before them.
 * @param probe a command like it, which is used up.
 * @throws bad-request where the file is none, or names or values are not those of the command's options.
 */
export function configuredArguments(
  probe: Command,
  given: readonly string[],
  environment: Environment,
  folder = process.cwd(),
): readonly string[] {
  const file = configurationFile(probe, given, environment, folder);
  const fromFile = file === undefined ? {} : readSettings(file, probe);
  const settings = [
    ...argumentsOf(probe, fromFile, 'file'),
    ...argumentsOf(probe, fromEnvironment(probe, environment), 'environment'),
  ];
  const folders = foldersOf(fromFile[FOLDERS], environment);
  return [...settings, ...given, ...(namesFolders(probe, given) ? [] : folders)];
}

function configurationFile(
  probe: Command,
  given: readonly string[],
  { TONEARM_CONFIG }: Environment,
  folder: string,
): string | undefined {
  const named = parsedQuietly(probe, given).config ?? TONEARM_CONFIG;
  if (named !== undefined) return resolve(folder, named);
  const usual = join(folder, DEFAULT_FILE);
  return existsSync(usual) ? usual : undefined;
}

function namesFolders(probe: Command, given: readonly string[]): boolean {
  return parsedQuietly(probe, given).operands.length > 0;
}

/** Operands and configuration file on the command line; empty if it is invalid, which the real parser reports. */
function parsedQuietly(probe: Command, given: readonly string[]): { operands: string[]; config?: string } {
  try {
    const { operands } = probe
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .parseOptions([...given]);
    return { operands, config: probe.opts().config };
  } catch {
    return { operands: ['?'] };
  }
}

function readSettings(path: string, command: Command): Record<string, Value> {
  const everything = parseFile(path);
  const known = [...CONFIGURED_COMMANDS, '$schema'];
  refuseUnknown(path, Object.keys(everything), known);
  const settings = everything[command.name()] ?? {};
  if (!isObject(settings)) throw badFile(path, `"${command.name()}" to be an object of settings`);
  const names = [FOLDERS, ...optionsOf(command).map((option) => option.attributeName())];
  refuseUnknown(path, Object.keys(settings), names);
  return settings as Record<string, Value>;
}

function parseFile(path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new TonearmError(
      'bad-request',
      `The settings in ${JSON.stringify(path)} cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
  if (!isObject(value)) throw badFile(path, 'an object');
  return value;
}

function refuseUnknown(path: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw badFile(path, `one of ${known.join(', ')}; ${JSON.stringify(unknown)} is no setting of it`);
}

function badFile(path: string, expected: string): TonearmError {
  return new TonearmError('bad-request', `In ${JSON.stringify(path)} Tonearm expects ${expected}.`);
}

function fromEnvironment(command: Command, environment: Environment): Record<string, Value> {
  const found = optionsOf(command).flatMap((option) => {
    const text = environment[variableOf(option)];
    if (text === undefined) return [];
    return [[option.attributeName(), valueIn(option, text, command)] as const];
  });
  return Object.fromEntries(found);
}

function valueIn(option: Option, text: string, command: Command): Value {
  if (isFlag(option)) return truthOf(option, text);
  if (negationOf(option, command) && text !== '' && NO.test(text)) return false;
  return isList(option) ? text.split(delimiter).filter(Boolean) : text;
}

function truthOf(option: Option, text: string): boolean {
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  throw new TonearmError(
    'bad-request',
    `Expected true or false in ${variableOf(option)}, got ${JSON.stringify(text)}.`,
  );
}

function argumentsOf(command: Command, settings: Readonly<Record<string, Value>>, origin: Origin): string[] {
  return optionsOf(command).flatMap((option) => {
    const value = settings[option.attributeName()];
    if (value === undefined) return [];
    const off = option.negate ? option : negationOf(option, command);
    if (value === false && off) return [off.long!];
    if (isFlag(option) !== (typeof value === 'boolean') || (typeof value === 'object' && !isList(option)))
      throw new TonearmError(
        'bad-request',
        `Expected ${isFlag(option) ? 'true or false' : 'a text or a number'} for ${option.attributeName()} (${origin}), got ${JSON.stringify(value)}.`,
      );
    if (typeof value === 'boolean') return value && !option.negate ? [option.long!] : [];
    return [value].flat().map((one) => `${option.long}=${one}`);
  });
}

function foldersOf(inFile: Value | undefined, { TONEARM_FOLDERS }: Environment): readonly string[] {
  if (TONEARM_FOLDERS) return TONEARM_FOLDERS.split(delimiter).filter(Boolean);
  if (inFile === undefined) return [];
  if (Array.isArray(inFile) && inFile.every((name) => typeof name === 'string')) return inFile;
  throw new TonearmError(
    'bad-request',
    `Expected a list of folders in the settings, got ${JSON.stringify(inFile)}.`,
  );
}

function effectiveSettings(command: Command): object {
  const options = optionsOf(command).map((option) => {
    const value = command.getOptionValue(option.attributeName());
    if (option.attributeName() === SECRET && value !== undefined) return [SECRET, '(not shown)'];
    return [option.attributeName(), (typeof value === 'string' ? shownPlace(value) : value) ?? null];
  });
  return { [FOLDERS]: command.args, ...Object.fromEntries(options) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
