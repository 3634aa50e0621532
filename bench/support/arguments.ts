/** Command-line arguments of a bench. */

/** True for a run of seconds, whose figures say nothing: it shows that the bench still works. */
export const isSmoke = process.argv.includes('--smoke');

/** The arguments that are no options. */
export const positional: readonly string[] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

/** One thing in a real run, another in a smoke. */
export function sized<Value>(real: Value, smoke: Value): Value {
  return isSmoke ? smoke : real;
}

/** Value of `--name=value`; undefined without it. */
export function option(name: string): string | undefined {
  return process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}
