import { nodeParameters } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import { CourseError, type OnStep } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import type { Deps } from './deps.ts';
import type { GraderSession } from './grading/grader-session.ts';
import type { Journal } from './journal.ts';
import type { Hold } from '../leases/hold.ts';
import { resumeNodes } from '../leases/nodes.ts';
import { stepsOfStart } from '../leases/start-steps.ts';
import { bringToPoint } from './resume/bring-to-point.ts';

/** The runs that end in `ready`. */
export interface BringUp {
  /** Claims a cluster, applies the start state, and brings it to the task after which the attempt begins. */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Starts with a new cluster in the place of the one before. */
  readonly replace: (signal: AbortSignal) => Promise<void>;
  /** Brings back where the attempt began in the same cluster; one that no reset can bring back is replaced, and so is that of a lab whose resets give a new one. */
  setBack(sandbox: Sandbox, signal: AbortSignal): Promise<void>;
  /** Goes on with a start or reset that a stop of the server has cut off. */
  resume(sandbox: Sandbox | undefined, signal: AbortSignal): Promise<void>;
}

export function createBringUp(options: {
  readonly journal: Journal;
  readonly hold: Hold;
  readonly session: GraderSession;
  readonly lab: Lab;
  readonly deps: Deps;
  readonly log: Logger;
}): BringUp {
  const { journal, hold, session, lab, log } = options;
  const { relay, recordings, fleet, promptFirstMs } = options.deps;

  function onStart(): OnStep {
    return stepsOfStart(journal.onStep, () => {
      journal.happen('begun').catch((error: unknown) => log.error({ err: error }, 'the start could not be told'));
    });
  }

  async function namesOf(sandbox: Sandbox): Promise<Record<string, string>> {
    return nodeParameters(lab, (part) => sandbox.node(part));
  }

  async function start(signal: AbortSignal): Promise<void> {
    const sandbox = await hold.claim({ profile: lab.profile, signal, onStep: onStart() });
    await journal.startAt(new Date(), { hasNewSandbox: true, nodes: await namesOf(sandbox) });
    session.admit(sandbox);
    await journal.happen('claimed');
    await giveWay(signal);
    await setUp(sandbox);
  }

  /** Lets the student's first prompt come before the set-up: that asks the cluster for much at once, on the same processors. */
  async function giveWay(signal: AbortSignal): Promise<void> {
    if (promptFirstMs === 0) return;
    await relay
      .printed(journal.id, AbortSignal.any([signal, AbortSignal.timeout(promptFirstMs)]))
      .catch(() => undefined);
    signal.throwIfAborted();
  }

  /** Applies the start state in a cluster nobody used, and what was done before the attempt began. */
  async function setUp(sandbox: Sandbox): Promise<void> {
    await bringToPoint(journal, lab, await session.open(sandbox, journal.onStep), log);
    await hold.begin();
    await journal.happen('prepared');
  }

  async function replace(signal: AbortSignal): Promise<void> {
    await hold.giveBack();
    await start(signal);
  }

  async function setBackInPlace(sandbox: Sandbox): Promise<void> {
    const startedAt = new Date();
    await resumeNodes(sandbox, fleet.info);
    await session.reset(sandbox, journal.onStep);
    await journal.startAt(startedAt);
    await bringToPoint(journal, lab, await session.open(sandbox), log);
    await hold.goOn();
    await journal.happen('prepared');
  }

  async function setBack(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    if (lab.reset === 'new-cluster') return exchange(sandbox, signal);
    try {
      await setBackInPlace(sandbox);
    } catch (error) {
      if (signal.aborted || !(error instanceof CourseError) || error.code !== 'cluster_broken') throw error;
      log.warn({ err: error }, 'a reset did not bring the cluster back: it is replaced');
      await exchange(sandbox, signal);
    }
  }

  /** Replaces a cluster that serves. */
  async function exchange(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
    await session.letGo();
    relay.drop(journal.id);
    await recordings.finish(journal.id, sandbox.agent());
    await journal.clear('replaced');
    await replace(signal);
  }

  return {
    start,
    replace,
    setBack,
    async resume(sandbox, signal) {
      const { state } = journal.attempt;
      // One that is queued again after a reset still names the sandbox it is to be rid of.
      const isKept = sandbox !== undefined && state !== 'queued';
      await journal.clear(isKept ? 'resumed' : 'replaced');
      if (!isKept) return replace(signal);
      await hold.thaw();
      if (state === 'setup') return setBack(sandbox, signal);
      await journal.startAt(new Date(), { nodes: await namesOf(sandbox) });
      return setUp(sandbox);
    },
  };
}
