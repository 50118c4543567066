import type { Grader } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import type { OnStep, Verdict } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import { withHints, type Revealed } from './hints.ts';
import { takeHold, type Hold } from './hold.ts';
import type { Journal } from './journal.ts';
import { notReady } from './notices.ts';
import type { Parts } from './parts.ts';
import { changedVerdicts, clampVerdict } from './verdicts.ts';

/** An attempt's grip on its sandbox: at most one grader watches it, and what that sees is told in the attempt. */
export function createGrip(journal: Journal, lab: Lab, revealed: Revealed, parts: Parts, log: Logger) {
  const { fleet, createGrader } = parts;
  let hold: Hold | undefined;
  let sandbox: Sandbox | undefined;

  /** Stores and streams those verdicts that say something new. */
  function tell(verdicts: readonly Verdict[], grader: Pick<Grader, 'points'>): Promise<void> {
    return journal.record((attempt) => {
      const shown = verdicts.map((verdict) => withHints(clampVerdict(verdict), lab, attempt.parameters, revealed));
      const { changed, all } = changedVerdicts(attempt.verdicts, shown);
      return changed.length === 0 ? undefined : { type: 'verdicts', verdicts: changed, points: grader.points(all) };
    });
  }

  function hire(target: Sandbox, signal: AbortSignal, how: { prepare?: OnStep; isWatching?: boolean }): Promise<Hold> {
    return takeHold(target, {
      ...how,
      lab,
      parameters: journal.attempt.parameters,
      startedAt: journal.startedAt,
      ...(journal.memory && { remembered: journal.memory }),
      onRemember: (memory) => {
        journal.remember(memory).catch((error: unknown) => log.error({ err: error }, 'not remembered'));
      },
      log,
      createGrader,
      signal,
      onVerdicts: (verdicts, grader) => {
        tell(verdicts, grader).catch((error: unknown) => log.error({ err: error }, 'verdicts could not be told'));
      },
    });
  }

  async function find(): Promise<Sandbox | undefined> {
    return (await fleet.list()).find(({ id }) => id === journal.attempt.sandbox);
  }

  return {
    tell,
    held: () => hold,
    /** The sandbox since the student may type into it: a terminal need not wait for the first verdicts. */
    sandbox: () => sandbox,

    /** Watches a sandbox, after applying the start state when `prepare` is given. */
    async take(target: Sandbox, signal: AbortSignal, prepare?: OnStep): Promise<void> {
      sandbox = target;
      hold = await hire(target, signal, prepare ? { prepare } : {});
    },

    /** Brings a sandbox the student has worked in back to the start state. */
    async setBack(target: Sandbox, signal: AbortSignal): Promise<void> {
      sandbox = target;
      await using hired = await hire(target, signal, { isWatching: false });
      await hired.grader.reset({ signal, onStep: journal.onStep });
    },

    /** Goes on with a sandbox that is as the student left it: after a restart, a freeze or a lost connection. */
    async regain(signal: AbortSignal): Promise<Hold> {
      const target = await find();
      if (!target || target.state === 'broken') throw notReady(journal.attempt);
      await fleet.thaw(target.id);
      sandbox = target;
      hold = await hire(target, signal, {});
      return hold;
    },

    async letGo(): Promise<void> {
      const before = hold;
      hold = undefined;
      sandbox = undefined;
      await before?.[Symbol.asyncDispose]();
    },

    /** True when the host answers and has no whole sandbox of ours; a host that does not answer has lost nothing yet. */
    async isGone(): Promise<boolean> {
      try {
        const target = await find();
        return !target || target.state === 'broken';
      } catch {
        return false;
      }
    },
  };
}
