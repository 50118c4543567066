import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '@drydock/sandbox';
import { toCourseError } from '../http/problem.ts';
import type { Deps } from './deps.ts';
import type { Expiry } from './expire.ts';
import type { Life } from './life.ts';

/**
 * Looks after active attempts every `everyMs` until `closing`: ends those whose time is up, and shows
 * each what the host has of it. Kubernetes cannot tell that its own node was removed, so the host is asked.
 */
export async function keepAttempts(
  lives: () => Iterable<Life>,
  { everyMs, expiry, deps }: { everyMs: number; expiry: Pick<Expiry, 'look'>; deps: Deps },
): Promise<void> {
  const { closing, log } = deps;
  while (!closing.aborted) {
    try {
      expiry.look([...lives()]);
      await lookAround([...lives()], deps);
      await delay(everyMs, undefined, { signal: closing });
    } catch (error) {
      if (!closing.aborted) log.error({ err: error }, 'looking after attempts failed');
    }
  }
}

async function lookAround(lives: Life[], deps: Deps): Promise<void> {
  const kept = lives.filter((life) => ['ready', 'lost'].includes(life.journal.attempt.state));
  if (kept.length === 0) return;
  const before = new Map(kept.map((life) => [life, life.journal.attempt]));
  let sandboxes: readonly Sandbox[];
  try {
    sandboxes = await deps.fleet.list();
  } catch (error) {
    const problem = toCourseError(error, deps.log).toJSON();
    for (const life of kept) await life.miss(problem);
    return;
  }
  const byId = new Map(sandboxes.map((sandbox) => [sandbox.id, sandbox]));
  for (const life of kept) {
    // Whatever happened to an attempt while the host was asked (a reset, say) makes the answer too old for it.
    const { state, sandbox: id } = life.journal.attempt;
    if (before.get(life)?.state !== state || before.get(life)?.sandbox !== id) continue;
    const sandbox = id === null ? undefined : byId.get(id);
    await life.see(
      sandbox,
      async () =>
        sandbox !== undefined &&
        deps.fleet.info.hasFreeze &&
        isIdle(life, deps) &&
        !(await isUsed(life, sandbox, deps)),
    );
  }
}

function isIdle({ journal }: Life, { idleMs }: Deps): boolean {
  return Date.now() - journal.activeAtMs > idleMs;
}

/** Whether the student works with their cluster from elsewhere, by the kubeconfig; asked only when it would be frozen otherwise. */
async function isUsed(life: Life, sandbox: Sandbox, deps: Deps): Promise<boolean> {
  const usedAt = await sandbox.lastApiUse({ signal: deps.closing });
  if (usedAt && usedAt.getTime() > life.journal.activeAtMs) await life.journal.touch(usedAt);
  return !isIdle(life, deps);
}
