#!/usr/bin/env node
// The first step of every command: plain JavaScript for Node 18 and newer, no dependency. It installs the npm packages
// when they differ from package-lock.json and hands over to src/main.ts under the Node that the packages bring.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drydock');

try {
  if (!isInstalled()) await alone(() => (isInstalled() ? undefined : install()));
  await handOver(process.argv.slice(2));
} catch (error) {
  console.error(`✗ ${error.message}${error.fix ? `\n  ${error.fix}` : ''}`);
  process.exitCode = 1;
}

/** Whether node_modules holds what package-lock.json asks for; npm writes what it installed into node_modules/.package-lock.json. */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'));
  const present = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  const isThere = ([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = present.packages[path];
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true;
  };
  return Object.entries(wanted.packages).every(isThere) && nodeBinary() !== undefined;
}

async function install() {
  const startedAt = Date.now();
  const count = Object.keys(readJson(join(root, 'package-lock.json'))?.packages ?? {}).length;
  const title = 'Installing npm packages';
  const tell = (text) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  tell(`… ${title}`);
  let fetched = 0;
  const said = [];
  const timer = setInterval(
    () => tell(`… ${title} ${Math.min(99, Math.round((100 * fetched) / count))} % · ${seconds()}`),
    process.stderr.isTTY ? 300 : 10_000,
  );
  const quiet = ['--no-audit', '--no-fund', '--loglevel=http', '--no-progress'];
  // Not `npm ci`: it refuses a lock file that lacks optional binaries of other platforms, which a mirror may not carry.
  // Everything the lock file names is installed at its locked version and integrity all the same.
  const args = ['install', '--no-save', ...quiet];
  const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (/^npm http (fetch|cache)/.test(line)) fetched += 1;
      else if (/^npm error ./.test(line)) said.push(line);
    });
  }
  const stop = forward(child);
  const code = await ended(child);
  stop();
  clearInterval(timer);
  if (code !== 0) {
    tell(`✗ ${title} (${seconds()})\n`);
    throw Object.assign(new Error(`npm ${args[0]} ended with code ${code}:\n${said.slice(0, 10).join('\n')}`), {
      fix: 'Check the network and the npm configuration (`npm ping`), then run the same command again.',
    });
  }
  tell(`✓ ${title} (${seconds()})${process.stderr.isTTY ? '\n' : ''}`);
}

/** Runs work while no other process installs into this checkout; the lock of a process that has died is taken over. */
async function alone(work) {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, `install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isStale(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) process.stderr.write('… Another command is installing the npm packages; waiting for it\n');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isStale(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    if (!owner) return Date.now() - statSync(lock).mtimeMs > 5_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

async function handOver(args) {
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(nodeBinary(), [join(root, 'cli', 'src', 'main.ts'), ...args], {
    stdio: 'inherit',
    env: { ...withoutNodeProxy(), PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  forward(child);
  process.exitCode = await ended(child);
}

/**
 * Drydock itself connects only to this machine and its clusters, which no proxy reaches: its Node does not use the host's proxy. The variables that npm, apt, Go and
 * the Docker daemon read for their downloads stay.
 */
function withoutNodeProxy() {
  const { NODE_USE_ENV_PROXY: _, NODE_OPTIONS: options, ...env } = process.env;
  return options === undefined ? env : { ...env, NODE_OPTIONS: options.replaceAll(/--use-env-proxy\b(?:=\S*)?/g, '') };
}

/** The Node that runs TypeScript as it is: the one out of node_modules, else this one when it is new enough. */
function nodeBinary() {
  const own = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 12) ? process.execPath : undefined;
}

/** npm must not read the settings of the npm that called us: `npx` and `npm start` set a prefix and a package of their own. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command|config_local_prefix)/.test(name)),
  );
}

/** Passes signals on; with a terminal, Ctrl-C reaches the whole foreground group anyway. */
function forward(child) {
  const pass = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  return () => signals.forEach((signal) => process.off(signal, pass));
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
