import { once } from 'node:events';
import type { Evidence, Grader } from '@drydock/grader';
import { CourseError, type Verdict } from '@drydock/model';
import type { CreateGrader } from '../attempts/grading/grader-session.ts';
import { testLab } from './lab.ts';

type Outcome = Verdict['outcome'];
/** What a test can hold in the middle. */
type Held = 'prepare' | 'check' | 'submit';

/**
 * A cluster as a grader sees it, without one: `set` is what a student's kubectl would do. Graders of it tick live, forget nothing until
 * `prepare` or `reset`, and fail like a real one once `isReachable` is false.
 */
export function createFakeCluster() {
  const outcomes = new Map<string, Outcome>();
  const watchers = new Set<() => void>();
  const calls: string[] = [];
  let isReachable = true;
  let isBroken = false;
  const held: { [kind in Held]?: { begin: () => void; over: Promise<void> } } = {};

  /** Waits until the test lets a held reading go on, or it is called off. */
  async function pause(kind: Held, signal: AbortSignal): Promise<void> {
    const hold = held[kind];
    delete held[kind];
    hold?.begin();
    if (hold) await Promise.race([hold.over, once(signal, 'abort')]);
    signal.throwIfAborted();
  }
  function hold(kind: Held): { begun: Promise<void>; release: () => void } {
    const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    held[kind] = { begin: begun.resolve, over: over.promise };
    return { begun: begun.promise, release: over.resolve };
  }

  function verdicts(): Verdict[] {
    return testLab.tasks.flatMap((task) =>
      task.checks.map(({ id, expected }) => {
        const outcome = isReachable ? (outcomes.get(`${task.id}/${id}`) ?? 'fail') : 'inconclusive';
        const at = new Date().toISOString();
        return { task: task.id, check: id, outcome, pending: false, message: expected, expected, actual: outcome, at };
      }),
    );
  }
  function reach(): void {
    if (isReachable) return;
    throw new CourseError('cluster_unreachable', 'The cluster does not answer.', 'Wait a moment and try again.');
  }

  const createGrader: CreateGrader = ({ parameters, startedAt, remembered, onRemember }): Grader => {
    const own = new Set<() => void>();
    calls.push(
      `create ${Object.keys(parameters).join()} ${Number.isNaN(new Date(startedAt).getTime()) ? 'never' : 'started'} remembers ${remembered?.made?.join() ?? 'nothing'} of ${remembered?.system?.cluster ?? 'no cluster'}`,
    );
    return {
      async prepare({ signal, onStep }) {
        signal.throwIfAborted();
        reach();
        calls.push('prepare');
        await pause('prepare', signal);
        onRemember?.({ checks: {}, made: ['the-first-object'], system: { cluster: 'this-cluster', objects: [] } });
        onStep({ id: 'setup', title: 'Applying the start state', state: 'done', seconds: 0 });
      },
      async watch({ signal, onVerdicts }) {
        signal.throwIfAborted();
        reach();
        calls.push('watch');
        const tick = (): void => onVerdicts(verdicts());
        own.add(tick);
        watchers.add(tick);
        signal.addEventListener('abort', () => watchers.delete(tick), { once: true });
        tick();
      },
      async check({ signal }) {
        signal.throwIfAborted();
        reach();
        await pause('check', signal);
        return verdicts();
      },
      async submit({ signal }) {
        signal.throwIfAborted();
        reach();
        await pause('submit', signal);
        return { verdicts: verdicts(), evidence: { objects: [] } as unknown as Evidence };
      },
      async reset({ signal }) {
        signal.throwIfAborted();
        reach();
        calls.push('reset');
        if (isBroken) {
          isBroken = false;
          throw new CourseError('cluster_broken', 'Node one does not work: it is gone.', 'Reset the lab again.');
        }
        outcomes.clear();
      },
      points: (all) =>
        testLab.tasks
          .filter((task) =>
            task.checks.every(({ id }) =>
              all.some((each) => each.task === task.id && each.check === id && each.outcome === 'pass'),
            ),
          )
          .reduce((sum, task) => sum + task.points, 0),
      async [Symbol.asyncDispose]() {
        calls.push('dispose');
        for (const tick of own) watchers.delete(tick);
      },
    };
  };

  return {
    createGrader,
    calls,
    /** How many graders watch now. */
    watching: () => watchers.size,
    set(check: string, outcome: Outcome): void {
      outcomes.set(check, outcome);
      for (const tick of watchers) tick();
    },
    pass(): void {
      for (const task of testLab.tasks) for (const { id } of task.checks) outcomes.set(`${task.id}/${id}`, 'pass');
      for (const tick of watchers) tick();
    },
    /** The next check, or submission, does not end before `release`; `begun` tells when it runs. */
    holdNextCheck: () => hold('check'),
    holdNextPrepare: () => hold('prepare'),
    holdNextSubmit: () => hold('submit'),
    /** The next reset finds what it cannot put back; a new cluster is whole. */
    breakForReset(): void {
      isBroken = true;
    },
    setReachable(value: boolean): void {
      isReachable = value;
    },
  };
}
