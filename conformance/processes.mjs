// Child processes that end with this one.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const children = new Set();
const endAll = () => children.forEach((child) => child.kill());
process.on('exit', endAll);
['SIGINT', 'SIGTERM'].forEach((signal) => process.on(signal, () => process.exit(130)));

/** Starts a command; resolves with it and a live `text()` of what it prints, as soon as that matches `ready`. */
export function start(command, argv, ready, options = {}) {
  return new Promise((resolve, reject) => {
    const { child, text } = launch(command, argv, options);
    const look = () => ready.test(text()) && resolve({ child, text });
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('close', (code) => reject(new Error(`${command} ended with ${code}:\n${text()}`)));
  });
}

/** Runs a command to its end; resolves with its exit status and all that it printed. */
export function run(command, argv, options = {}) {
  return new Promise((resolve, reject) => {
    const { child, text } = launch(command, argv, options);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text: text() }));
  });
}

function launch(command, argv, options) {
  const child = spawn(command, argv, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.on('close', () => children.delete(child));
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  return { child, text: () => printed };
}

/** A port of the loopback interface that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
