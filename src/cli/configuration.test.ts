import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { scanCommand } from './commands/scan.ts';
import { serveCommand } from './commands/serve.ts';
import { configuredArguments } from './configuration.ts';
import { configurationSchema } from './configuration-schema.ts';
import { variableOf } from './configured-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'tonearm-configuration-'));
const empty = mkdtempSync(join(tmpdir(), 'tonearm-configuration-none-'));
const scan = () => scanCommand(() => {});
afterAll(() => Promise.all([folder, empty].map(removeFolder)));

function write(settings: unknown): void {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
  writeFileSync(join(folder, 'tonearm.config.json'), text);
}

/** Options of a command after its arguments, the environment and the folder's configuration file. */
async function optionsOf(given: string[], environment: Record<string, string> = {}, where = folder) {
  const args = configuredArguments(serveCommand(), given, environment, where);
  const command = serveCommand().action(() => {});
  await command.parseAsync([...args], { from: 'user' });
  return { ...command.opts(), folders: command.args };
}

test('without a file and variables, arguments are as they were', () => {
  expect(configuredArguments(serveCommand(), ['a', '--port', '1'], {}, empty)).toEqual(['a', '--port', '1']);
});

test('the command line wins over the environment, and the environment over the file', async () => {
  write({ serve: { port: 1001, host: '0.0.0.0', writable: true, folders: ['of the file'] } });
  expect(await optionsOf([])).toMatchObject({
    port: 1001,
    host: '0.0.0.0',
    writable: true,
    folders: ['of the file'],
  });
  const environment = { TONEARM_PORT: '1002', TONEARM_FOLDERS: 'of the environment' };
  expect(await optionsOf([], environment)).toMatchObject({ port: 1002, folders: ['of the environment'] });
  expect(await optionsOf(['--port', '1003', 'given'], environment)).toMatchObject({
    port: 1003,
    host: '0.0.0.0',
    folders: ['given'],
  });
});

test('a flag of the environment is what its word says', async () => {
  expect(await optionsOf([], { TONEARM_OPEN_TO_ALL: 'yes' }, empty)).toMatchObject({ openToAll: true });
  for (const no of ['false', '0', ''])
    expect((await optionsOf([], { TONEARM_OPEN_TO_ALL: no }, empty)) as object).not.toHaveProperty(
      'openToAll',
    );
});

test('what is on by default is turned off by each of the three', async () => {
  expect(await optionsOf([], {}, empty)).toMatchObject({ watch: true });
  expect(await optionsOf([], { TONEARM_WATCH: 'no' }, empty)).toMatchObject({ watch: false });
  write({ serve: { watch: false } });
  expect(await optionsOf([])).toMatchObject({ watch: false });
  expect(await optionsOf([], { TONEARM_WATCH: 'yes' }, empty)).toMatchObject({ watch: true });
});

test('what may be given several times is a list', async () => {
  write({ serve: { exclude: ['christmas/', '*.tmp.mp3'] } });
  expect(await optionsOf([])).toMatchObject({ exclude: ['christmas/', '*.tmp.mp3'] });
  const environment = { TONEARM_EXCLUDE: ['a', 'b'].join(delimiter) };
  expect(await optionsOf([], environment, empty)).toMatchObject({ exclude: ['a', 'b'] });
});

test('a setting that has a value or is off is told by one name', () => {
  write({ scan: { cache: false } });
  expect(configuredArguments(scan(), ['x'], {}, folder)).toEqual(['--no-cache', 'x']);
  write({ scan: { cache: 'kept' } });
  expect(configuredArguments(scan(), ['x'], {}, folder)).toEqual(['--cache=kept', 'x']);
  expect(configuredArguments(scan(), ['x'], { TONEARM_CACHE: 'off' }, empty)).toEqual(['--no-cache', 'x']);
});

test('a time of the day that is none is refused', async () => {
  expect(await optionsOf(['--scan-at', '3:30'], {}, empty)).toMatchObject({ scanAt: '03:30' });
  const command = serveCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .action(() => {});
  await expect(command.parseAsync(['--scan-at', 'noon'], { from: 'user' })).rejects.toThrow(/00:00 to 23:59/);
});

test('the file of --config, or else of TONEARM_CONFIG, takes the place of the usual one', async () => {
  write({ serve: { port: 1 } });
  writeFileSync(join(folder, 'other.json'), '\uFEFF{"serve":{"port":2}}');
  expect(await optionsOf([], { TONEARM_CONFIG: 'other.json' })).toMatchObject({ port: 2 });
  expect(await optionsOf(['--config', 'other.json'])).toMatchObject({ port: 2 });
});

test.each([
  ['not JSON', '{', /cannot be read/],
  ['no object', '[]', /expects an object/],
  ['a command that is none', { server: {} }, /"server" is no setting/],
  ['an option that is none', { serve: { prot: 1 } }, /"prot" is no setting/],
  ['a text for a flag', { serve: { writable: 'yes' } }, /true or false for writable/],
  ['a flag for a text', { serve: { host: true } }, /a text or a number for host/],
  ['an object for a text', { serve: { host: {} } }, /a text or a number for host/],
  ['a folder that is no text', { serve: { folders: [1] } }, /a list of folders/],
])('a file with %s is refused with what was expected', (_, settings, message) => {
  write(settings);
  expect(() => configuredArguments(serveCommand(), [], {}, folder)).toThrow(message);
});

test('a file that is named and not there is refused', () => {
  expect(() => configuredArguments(scan(), ['--config', 'no.json'], {}, empty)).toThrow(/no\.json/);
});

test('a flag of the environment with another word is refused', () => {
  expect(() => configuredArguments(serveCommand(), [], { TONEARM_OPEN: 'perhaps' }, empty)).toThrow(
    '"perhaps"',
  );
});

test('every option has a variable of its own', () => {
  const names = serveCommand().options.map(variableOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('TONEARM_TRUST_PROXY');
});

test('the schema allows what the command takes, and nothing else', () => {
  const isValid = new Ajv({ strict: false }).compile(configurationSchema([serveCommand(), scan()]));
  expect(isValid({ serve: { port: 80, logLevel: 'info', folders: ['/music'] }, scan: { jobs: 2 } })).toBe(
    true,
  );
  for (const wrong of [
    { serve: { prot: 80 } },
    { serve: { logLevel: 'loud' } },
    { tag: {} },
    { scan: { json: 'yes' } },
  ])
    expect(isValid(wrong)).toBe(false);
});
