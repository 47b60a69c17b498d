#!/usr/bin/env node
// Starts the program of this platform, and ends as it ends.
import { spawn } from 'node:child_process';
import { program } from '../program.js';

let path;
try {
  path = program();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(3);
}
const child = spawn(path, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends these to the program too, which is to end first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`error: cannot start \`${path}\` (${error.code})`);
  process.exit(3);
});
child.on('exit', (status, signal) => {
  if (signal === null) process.exit(status);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
