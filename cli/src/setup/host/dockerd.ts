import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runToEnd } from '@drydock/host';
import { CourseError, quoteCause } from '@drydock/model';
import { dataFolder } from '../paths.ts';
import type { Update } from '../progress.ts';

/** Makes the Docker daemon answer: nothing when it does, systemd's unit where systemd runs, else a daemon of our own that outlives us. */
export async function startDockerd(update: Update, signal: AbortSignal): Promise<void> {
  if (await dockerAnswers(signal)) return;
  if (existsSync('/run/systemd/system')) {
    await runToEnd('systemctl', ['enable', '--now', 'docker'], { signal });
    const readLog = async () =>
      (await runToEnd('journalctl', ['--unit', 'docker', '--lines', '60', '--output', 'cat'])).stdout;
    await untilAnswering(update, signal, { name: '`journalctl -u docker`', read: readLog });
    return;
  }
  const before = await sizeOf(logFile());
  await detach();
  const readLog = async () => (await readFile(logFile(), 'utf8').catch(() => '')).slice(before);
  await untilAnswering(update, signal, { name: logFile(), read: readLog });
}

/** Whether a Docker daemon answers on the default socket. */
export async function dockerAnswers(signal?: AbortSignal): Promise<boolean> {
  const { exitCode } = await runToEnd('docker', ['version', '--format', '{{.Server.Version}}'], {
    signal,
    timeoutMs: 10_000,
  });
  return exitCode === 0;
}

function logFile(): string {
  return join(dataFolder(), 'log', 'dockerd.log');
}

function pidFile(): string {
  return join(dataFolder(), 'run', 'dockerd.pid');
}

async function detach(): Promise<void> {
  await mkdir(join(dataFolder(), 'log'), { recursive: true });
  await mkdir(join(dataFolder(), 'run'), { recursive: true });
  if (await isAlive(pidFile(), 'dockerd')) return;
  await forgetDead(pidFile(), 'dockerd');
  await forgetDead(containerdPidFile, 'containerd');
  const log = openSync(logFile(), 'a');
  const child = spawn('/usr/sbin/dockerd', ['--host', 'unix:///var/run/docker.sock', '--pidfile', pidFile()], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  await Promise.race([failed, new Promise((resolve) => child.once('spawn', resolve))]);
  child.unref();
}

const containerdPidFile = '/var/run/docker/containerd/containerd.pid';

/** Removes the pid file of a daemon that was killed: its number may be another process's by now, which dockerd would take for the daemon. */
export async function forgetDead(file: string, command: string): Promise<void> {
  if (!(await isAlive(file, command))) await rm(file, { force: true });
}

async function isAlive(file: string, command: string): Promise<boolean> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === command;
}

/** Where the daemon writes, and what it wrote at this start. */
interface Log {
  readonly name: string;
  read(): Promise<string>;
}

async function sizeOf(file: string): Promise<number> {
  return (await readFile(file, 'utf8').catch(() => '')).length;
}

async function untilAnswering(update: Update, signal: AbortSignal, log: Log): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (await dockerAnswers(signal)) return;
    update({ note: 'waiting for the daemon to answer' });
    await delay(300, undefined, { signal });
  }
  throw noDaemon(log.name, await log.read());
}

/** The error of a daemon that does not come up, with what it calls an error in its own log. */
export function noDaemon(name: string, log: string): CourseError {
  const cause = quoteCause(log);
  return new CourseError(
    'docker_unavailable',
    `The Docker daemon was started but did not answer within 60 s${cause === undefined ? '.' : `: ${cause}`}`,
    `Its whole log is in ${name}. Once that is fixed, run the same command again.`,
  );
}
