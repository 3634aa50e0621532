/** Runs the real server in a process of its own, with the options in the first argument, to be killed by tests. */
import { startServer } from '../../src/server/start.ts';

await startServer(JSON.parse(process.argv[2]));
