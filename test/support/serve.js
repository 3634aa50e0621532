// Runs the built server in a process of its own, with the options in the first argument, to be killed by tests.
import { startServer } from '../../dist/server/start.js';

await startServer(JSON.parse(process.argv[2]));
