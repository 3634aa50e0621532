// JSON schema of tonearm.config.json, from the options of the built commands.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURED_COMMANDS } from '../dist/cli/configuration.js';
import { configurationSchema } from '../dist/cli/configuration-schema.js';
import { COMMANDS } from '../dist/cli/main.js';
import { ROOT } from './ready.js';

const commands = await Promise.all(
  CONFIGURED_COMMANDS.map(async (name) => (await COMMANDS[name]())(() => {})),
);
const text = JSON.stringify(configurationSchema(commands), null, 2);
writeFileSync(join(ROOT, 'dist', 'tonearm.config.schema.json'), `${text}\n`);
