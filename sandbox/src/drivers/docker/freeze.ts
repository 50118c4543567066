import { rm } from 'node:fs/promises';
import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { type CourseError, profileShape } from '@drydock/model';
import type { Cancellable } from '../../driver.ts';
import { repair, sink } from './deep/deep-freeze.ts';
import { setPaused } from './inside/pause.ts';
import { startAgain } from './inside/start-again.ts';
import { type Found, type Part, pausedMark, readParts, readSandbox } from './survey.ts';
import type { DockerSettings } from './settings.ts';
import { fail } from '../../text/fail.ts';

const thawTimeoutMs = 60_000;
/** A cluster that is started again takes 15 s, and more beside others. */
const bootTimeoutMs = 180_000;

/** Pauses every running container of the sandbox; returns its parts. */
export async function freeze(
  settings: DockerSettings,
  id: string,
  options: Cancellable = {},
): Promise<readonly Part[]> {
  const { parts } = await readWhole(settings, id, options);
  const running = parts.filter(({ state }) => state === 'running');
  // A node that runs although it is marked as paused was restarted by its host: the next thaw wakes it too.
  for (const { part } of running) await rm(pausedMark(settings, id, part), { force: true });
  await Promise.all(running.map(({ name }) => setPaused('pause', name, options)));
  return parts;
}

/** Pauses the sandbox and pushes its memory into compressed swap, where the host can do that. */
export async function deepFreeze(settings: DockerSettings, id: string, options: Cancellable = {}): Promise<void> {
  const parts = await freeze(settings, id, options);
  await sink(settings, id, parts, options);
}

/**
 * Unpauses every container of the sandbox that was not paused on its own, starts those that were stopped, and waits for its API server, where it was made with one.
 */
export async function thaw(settings: DockerSettings, id: string, options: Cancellable = {}): Promise<void> {
  const { parts, found, hasBooted } = await readGoing(settings, id, options);
  await repair(settings, id, parts);
  const own = new Set(found.pausedNodes.values());
  const frozen = parts.filter(({ part, state }) => state === 'paused' && !own.has(part));
  await Promise.all(frozen.map(({ name }) => setPaused('unpause', name, options)));
  if (profileShape[found.profile].hasCluster)
    await apiAnswers(id, found.apiPort, hasBooted ? bootTimeoutMs : thawTimeoutMs, options);
}

async function readWhole(
  settings: DockerSettings,
  id: string,
  options: Cancellable,
): Promise<{ parts: readonly Part[]; found: Found }> {
  const parts = await readParts(id, options);
  const found = await readSandbox(settings, id, parts);
  if (!found) throw fail('sandbox_unknown', (text) => text.unknown(id));
  if (found.state === 'broken') throw partGone(id, parts);
  return { parts, found };
}

function partGone(id: string, parts: readonly Part[]): CourseError {
  const states = parts.map(({ part, state }) => `${part} is ${state}`).join(', ');
  return fail('sandbox_lost', (text) => text.partGone(id, states));
}

/** Reads a sandbox none of whose parts is stopped, after starting those that were. */
async function readGoing(settings: DockerSettings, id: string, options: Cancellable) {
  const before = await readWhole(settings, id, options);
  if (!before.found.isStopped) return { ...before, hasBooted: false };
  await startAgain(settings, before.found, options);
  const now = await readWhole(settings, id, options);
  if (now.found.isStopped) throw partGone(id, now.parts);
  return { ...now, hasBooted: true };
}

async function apiAnswers(
  id: string,
  port: number | undefined,
  withinMs: number,
  { signal }: Cancellable,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (port === undefined || !(await isReady(port, signal))) {
    if (performance.now() > deadline || port === undefined) {
      throw fail('cluster_unreachable', (text) => text.apiSilent(id));
    }
    await delay(20, undefined, { ...(signal && { signal }) });
  }
}

/** Whether /readyz returns ok, which kubeadm lets everybody ask. Nothing secret is sent, so the certificate is not verified. */
async function isReady(port: number, signal: AbortSignal | undefined): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const asked = request(
    {
      host: '127.0.0.1',
      port,
      path: '/readyz',
      rejectUnauthorized: false,
      agent: false,
      timeout: 1000,
      ...(signal && { signal }),
    },
    (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    },
  );
  asked.on('timeout', () => asked.destroy());
  asked.on('error', () => resolve(false));
  asked.on('close', () => resolve(false));
  asked.end();
  return promise;
}
