/** Options of a command that its settings may hold, and their kinds. */
import type { Command, Option } from 'commander';

/** Setting of a command's folders, which are no option. */
export const FOLDERS = 'folders';
const NOT_CONFIGURED = ['help', 'config', 'printConfig'];

/** Environment variable of an option. */
export function variableOf(option: Option): string {
  return `TONEARM_${nameOf(option).replaceAll('-', '_').toUpperCase()}`;
}

/** Name of an option as written, without its `no-`. */
function nameOf({ long, negate }: Option): string {
  return long!.slice(negate ? '--no-'.length : '--'.length);
}

/** Whether an option may be given several times. */
export function isList({ variadic, defaultValue }: Option): boolean {
  return variadic || Array.isArray(defaultValue);
}

/** Whether an option is on or off, without a value. */
export function isFlag(option: Option): boolean {
  return option.isBoolean() || option.negate;
}

/** Negative form of an option, if the command has it. */
export function negationOf(option: Option, command: Command): Option | undefined {
  return command.options.find(({ long, negate }) => negate && long === `--no-${nameOf(option)}`);
}

/** Settings of a command, one for each option without its negative form. */
export function optionsOf(command: Command): Option[] {
  const { options } = command;
  const positive = options.filter(({ negate }) => !negate).map((option) => option.attributeName());
  return options.filter((option) => {
    const name = option.attributeName();
    return !NOT_CONFIGURED.includes(name) && !(option.negate && positive.includes(name));
  });
}
