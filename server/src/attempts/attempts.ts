import type { Dial } from '@drydock/host';
import { type Lab, labNeeds } from '@drydock/lab';
import {
  type Attempt,
  type AttemptEvent,
  nextState,
  type Principal,
  type Problem,
  type Submission,
  type Verdict,
} from '@drydock/model';
import { lackOf, type Sandbox } from '@drydock/sandbox';
import { listSandboxes } from '../leases/list-sandboxes.ts';
import { type Access, may } from '../identity/may.ts';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { fail } from '../text/fail.ts';
import { hintsOf, withHints } from './grading/hints.ts';
import type { Listener } from './journal.ts';
import { createExpiry } from './expire.ts';
import { freshAttempt } from './fresh-attempt.ts';
import { createLife, type Life } from './life.ts';
import { attemptUnknown, notices, notReady } from './notices.ts';
import type { Deps } from './deps.ts';
import { createGrading } from './grading/grading.ts';
import { soon } from '../http/soon.ts';
import { demandPoint } from './resume/demand-point.ts';
import type { StoredAttempt } from './store.ts';

/** All attempts of a server. Every call says who asks to do what; an attempt that this may not be done with is `attempt_unknown`. */
export interface Attempts {
  /**
   * The living attempt of this lab, or a new one that starts now, after the task `from` if that is given. Rejects with `not_found` for a task after which none can begin,
   * with `forbidden` for one whose end this student has not reached.
   */
  create(access: Access, lab: string, from?: string): Promise<{ attempt: Attempt; isNew: boolean }>;
  get(access: Access, id: string): Promise<Attempt>;
  /** The living attempts, the oldest first. */
  list(access: Access): Attempt[];
  /** The attempt as it is, and every event after; opening it wakes a frozen cluster. */
  subscribe(access: Access, id: string, listener: Listener): Promise<{ attempt: Attempt; unsubscribe: () => void }>;

  /** Undefined while it takes longer than a request may; the stream reports the result. So for the next. */
  check(access: Access, id: string): Promise<{ value: Attempt } | undefined>;
  submit(access: Access, id: string): Promise<{ value: Submission } | undefined>;
  extend(access: Access, id: string): Promise<Attempt>;
  /** The attempt once the reset has begun; what it waits for may be slow, and then as it is now. */
  reset(access: Access, id: string): Promise<Attempt>;
  /** Ends the attempt, whatever its state, and removes its cluster; one that ended before is left as it is. */
  remove(access: Access, id: string): Promise<{ attempt: Attempt; isOver: boolean }>;
  /** Reveals one more hint of a check and returns its verdict. */
  revealHint(access: Access, id: string, task: string, check: string): Promise<Verdict>;

  /** The lab and sandbox of an attempt whose cluster is there, thawed; the start state may still be on its way. */
  sandbox(access: Access, id: string): Promise<{ lab: Lab; sandbox: Sandbox }>;
  /** The attempt, and its agent while its workspace is up. */
  workspace(access: Access, id: string): Promise<{ attempt: Attempt; agent: Dial | undefined }>;
  /** Every living attempt with its agent. */
  workspaces(): { attempt: string; agent: Dial | undefined }[];
  /** Whether this user may type into the attempt's terminals now. */
  isOwner(principal: Principal, id: string): boolean;

  /** Reads every living attempt from the database; they can be asked for from then on. */
  load(): Promise<void>;
  /** Takes every loaded attempt up where it was. A host that does not answer yet is asked again later. */
  recover(): Promise<void>;
  /** All living attempts, for who looks after their leases. */
  holders(): readonly Life[];
  /** Begins to end those whose time is up, after grading them. */
  expire(): void;
  close(): Promise<void>;
}

/** The end of an attempt at a lab that the course has no more. */
const endedWithoutLab = (attempt: Attempt): AttemptEvent => ({
  type: 'state',
  state: nextState(attempt.state, 'ended'),
  problem: notices.labGone(attempt),
});

export function createAttempts(labs: ReadonlyMap<string, Lab>, deps: Deps): Attempts {
  const { store, fleet, closing, log } = deps;
  const lives = new Map<string, Life>();
  const creating = createSerialQueue();
  const grading = createGrading(deps);
  const expiry = createExpiry(grading, end, deps);
  const goings = new Set<Promise<unknown>>();

  async function enliven(stored: StoredAttempt, lab: Lab): Promise<Life> {
    const life = createLife(stored, lab, await store.hints(stored.attempt.id), deps);
    lives.set(stored.attempt.id, life);
    return life;
  }

  /** The life of an attempt that this may be done with. */
  function lifeFor({ principal, action }: Access, id: string): Life | undefined {
    const life = lives.get(id);
    return life && may(principal, action, { owner: life.journal.user }) ? life : undefined;
  }

  async function living(access: Access, id: string): Promise<Life> {
    const life = lifeFor(access, id);
    if (life) return life;
    throw notReady(await stored(access, id));
  }

  async function stored({ principal, action }: Access, id: string): Promise<Attempt> {
    const found = await store.find(id);
    if (!found || !may(principal, action, { owner: found.user })) throw attemptUnknown(id);
    return found.attempt;
  }

  async function end(life: Life, problem: Problem): Promise<void> {
    const { released } = await life.end(problem);
    lives.delete(life.journal.id);
    goings.add(released);
    void released.finally(() => goings.delete(released));
  }

  return {
    create: ({ principal: { user } }, labId, from) =>
      creating(async () => {
        const lab = labs.get(labId);
        if (!lab) {
          throw fail('lab_unknown', (text) => text.labUnknown(labId, [...labs.keys()]));
        }
        if (from !== undefined) demandPoint(lab, from, await store.reached.of(user, labId));
        const same = [...lives.values()].find(
          ({ journal }) => journal.user === user && journal.attempt.lab === labId && journal.attempt.state !== 'ended',
        );
        if (same) return { attempt: same.journal.attempt, isNew: false };
        const lack = lackOf(fleet.info, { id: lab.id, ...labNeeds(lab) });
        if (lack) throw lack;
        const fresh = freshAttempt(user, lab, deps.leases, from);
        await store.ensureUser(user);
        await store.insert(fresh);
        const life = await enliven(fresh, lab);
        life.start();
        return { attempt: life.journal.attempt, isNew: true };
      }),

    async get(access, id) {
      return lifeFor(access, id)?.journal.attempt ?? stored(access, id);
    },

    list: ({ principal, action }) =>
      [...lives.values()]
        .map(({ journal }) => journal)
        .filter(({ user }) => may(principal, action, { owner: user }))
        .map(({ attempt }) => attempt),

    async subscribe(access, id, listener) {
      const life = lifeFor(access, id);
      if (!life) return { attempt: await stored(access, id), unsubscribe: () => undefined };
      if (life.journal.attempt.state === 'ready')
        life.ready().catch((error: unknown) => log.info({ err: error }, 'not woken'));
      return life.journal.subscribe(listener);
    },

    check: async (access, id) => soon(grading.check(await living(access, id)), deps.answerMs),
    submit: async (access, id) => soon(grading.submit(await living(access, id)), deps.answerMs),

    async extend(access, id) {
      return (await living(access, id)).extend();
    },

    async reset(access, id) {
      const life = await living(access, id);
      return (await soon(life.reset(), deps.answerMs))?.value ?? life.journal.attempt;
    },

    async remove(access, id) {
      const life = lifeFor(access, id);
      if (!life) return { attempt: await stored(access, id), isOver: true };
      const over = await soon(end(life, notices.ended()), deps.answerMs);
      return { attempt: life.journal.attempt, isOver: over !== undefined };
    },

    async revealHint(access, id, task, check) {
      const { journal, lab, revealed } = await living(access, id);
      const { attempt } = journal;
      const hints = hintsOf(lab, attempt.parameters, task, check);
      const count = (revealed.get(`${task}/${check}`) ?? 0) + 1;
      if (count > hints.length) {
        throw fail('conflict', (text) => text.noMoreHints(`${task}/${check}`));
      }
      const verdict = attempt.verdicts.find((each) => each.task === task && each.check === check);
      if (!verdict) throw notReady(attempt);
      await store.saveHints(id, task, check, count);
      revealed.set(`${task}/${check}`, count);
      const shown = withHints(verdict, lab, attempt.parameters, revealed);
      await journal.record({ type: 'verdicts', verdicts: [shown], points: attempt.points });
      return shown;
    },

    async sandbox(access, id) {
      const life = await living(access, id);
      const early = life.early();
      if (early) return { lab: life.lab, sandbox: early };
      const opened = await soon(life.ready(), deps.answerMs);
      if (!opened) throw fail('attempt_not_ready', (text) => text.waking);
      return { lab: life.lab, sandbox: opened.value.sandbox };
    },

    async workspace(access, id) {
      const life = lifeFor(access, id);
      if (!life) return { attempt: await stored(access, id), agent: undefined };
      return { attempt: life.journal.attempt, agent: life.workspace() };
    },

    workspaces: () => [...lives.values()].map((life) => ({ attempt: life.journal.id, agent: life.workspace() })),

    isOwner(principal, id) {
      const life = lifeFor({ principal, action: 'terminal.open' }, id);
      return life !== undefined && life.journal.attempt.state !== 'ended';
    },

    async load() {
      for (const each of await store.living()) {
        const lab = labs.get(each.attempt.lab);
        if (lab) await enliven(each, lab);
        else await store.save(endedWithoutLab(each.attempt), each.attempt);
      }
    },

    async recover() {
      const loaded = [...lives.values()];
      const sandboxes = await listSandboxes(fleet, log);
      await Promise.all(loaded.map((life) => life.recover(sandboxes)));
    },

    holders: () => [...lives.values()],
    expire: () => expiry.look([...lives.values()]),

    async close() {
      if (!closing.aborted) throw new Error('close the server first');
      await Promise.allSettled([...[...lives.values()].map((life) => life.close()), ...goings, expiry.idle()]);
    },
  };
}
