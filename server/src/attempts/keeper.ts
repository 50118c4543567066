import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '@drydock/sandbox';
import { toCourseError } from '../http/problem.ts';
import type { Expiry } from './expire.ts';
import type { LiveAttempt } from './live.ts';
import type { Parts } from './parts.ts';

/**
 * Looks after living attempts every `everyMs` until `closing`: ends those past their life, freezes idle ones, and tells when a cluster is
 * gone or the host does not answer. Kubernetes cannot tell us that its own node was removed, so the host is asked.
 */
export async function keepAttempts(
  lives: () => Iterable<LiveAttempt>,
  { everyMs, expiry, parts }: { everyMs: number; expiry: Pick<Expiry, 'look'>; parts: Parts },
): Promise<void> {
  const { closing, log } = parts;
  while (!closing.aborted) {
    try {
      expiry.look([...lives()]);
      await lookAround([...lives()], parts);
      await wait(everyMs, undefined, { signal: closing });
    } catch (error) {
      if (!closing.aborted) log.error({ err: error }, 'looking after attempts failed');
    }
  }
}

async function lookAround(lives: LiveAttempt[], parts: Parts): Promise<void> {
  const kept = lives.filter((live) => ['ready', 'lost'].includes(live.journal.attempt.state));
  if (kept.length === 0) return;
  const before = new Map(kept.map((live) => [live, live.journal.attempt]));
  let sandboxes: readonly Sandbox[];
  try {
    await parts.openFleet();
    sandboxes = await parts.fleet.list();
  } catch (error) {
    const problem = toCourseError(error, parts.log).toJSON();
    for (const { journal } of kept) {
      if (journal.attempt.state === 'ready' && journal.attempt.problem?.code !== problem.code)
        await journal.recordState('ready', problem);
    }
    return;
  }
  const byId = new Map(sandboxes.map((sandbox) => [sandbox.id, sandbox]));
  for (const live of kept) {
    // Whatever happened to an attempt while the host was asked (a reset, say) makes the answer too old for it.
    const { state, sandbox } = live.journal.attempt;
    if (before.get(live)?.state !== state || before.get(live)?.sandbox !== sandbox) continue;
    await lookAt(live, sandbox === null ? undefined : byId.get(sandbox), parts);
  }
}

async function lookAt(live: LiveAttempt, sandbox: Sandbox | undefined, parts: Parts): Promise<void> {
  const { journal } = live;
  const isWhole = sandbox !== undefined && sandbox.state !== 'broken';
  if (journal.attempt.state === 'lost') {
    if (sandbox?.state === 'running') await live.reattach();
  } else if (!isWhole) await live.lose();
  else if (live.isHeld()) {
    if (parts.fleet.info.hasFreeze && isIdle(live, parts) && !(await isUsed(live, sandbox, parts))) await live.freeze();
    else if (journal.attempt.problem) await journal.recordState('ready');
  } else if (sandbox.state === 'running') await live.reattach();
}

function isIdle({ journal }: LiveAttempt, { idleMs }: Parts): boolean {
  return Date.now() - journal.activeAtMs > idleMs;
}

/** Whether the student works with their cluster from elsewhere, by the kubeconfig; asked only when it would be frozen otherwise. */
async function isUsed(live: LiveAttempt, sandbox: Sandbox, parts: Parts): Promise<boolean> {
  const usedAt = await sandbox.lastApiUse({ signal: parts.closing });
  if (usedAt && usedAt.getTime() > live.journal.activeAtMs) await live.journal.touch(usedAt);
  return !isIdle(live, parts);
}
