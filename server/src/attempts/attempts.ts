import { randomBytes } from 'node:crypto';
import { drawParameters, type Lab, labNeeds, publicLab } from '@drydock/lab';
import type { Attempt, Verdict } from '@drydock/model';
import { lackOf, type Sandbox } from '@drydock/sandbox';
import { fail } from '../text/fail.ts';
import { hintsOf, withHints } from './hints.ts';
import type { Listener } from './journal.ts';
import { createExpiry } from './expire.ts';
import { keepAttempts } from './keeper.ts';
import { createLine } from './line.ts';
import { createLiveAttempt, type LiveAttempt } from './live.ts';
import { attemptUnknown, notices, notReady } from './notices.ts';
import type { Parts } from './parts.ts';
import { createReadings } from './reading.ts';
import { soon } from './soon.ts';
import type { StoredAttempt } from './store.ts';

export type Attempts = ReturnType<typeof createAttempts>;

/** All attempts of a server. Every call names the user it is made for; an attempt of someone else is `attempt_unknown`. */
export function createAttempts(labs: ReadonlyMap<string, Lab>, parts: Parts) {
  const { store, fleet, closing, log } = parts;
  const lives = new Map<string, LiveAttempt>();
  const creating = createLine();
  const readings = createReadings(parts);
  const expiry = createExpiry(readings, end, parts);
  const goings = new Set<Promise<unknown>>();

  async function enliven(stored: StoredAttempt, lab: Lab): Promise<LiveAttempt> {
    const live = createLiveAttempt(stored, lab, await store.hints(stored.attempt.id), parts);
    lives.set(stored.attempt.id, live);
    return live;
  }

  /** The living attempt of this user, or what is wrong. */
  async function living(user: string, id: string): Promise<LiveAttempt> {
    const live = lives.get(id);
    if (live?.journal.user === user) return live;
    throw notReady(await stored(user, id));
  }

  async function stored(user: string, id: string): Promise<Attempt> {
    const found = await store.find(id);
    if (!found || found.user !== user) throw attemptUnknown(id);
    return found.attempt;
  }

  async function end(live: LiveAttempt, problem: Attempt['problem']): Promise<void> {
    const { released } = await live.end(problem);
    lives.delete(live.journal.id);
    goings.add(released);
    void released.finally(() => goings.delete(released));
  }

  async function listSandboxes(): Promise<readonly Sandbox[] | undefined> {
    try {
      await parts.openFleet();
      return await fleet.list();
    } catch (error) {
      log.error({ err: error }, 'the host does not tell its sandboxes');
      return undefined;
    }
  }

  return {
    /** The living attempt of this lab, or a new one that starts now. */
    create: (user: string, labId: string): Promise<{ attempt: Attempt; isNew: boolean }> =>
      creating(async () => {
        const lab = labs.get(labId);
        if (!lab) {
          throw fail('lab_unknown', (text) => text.labUnknown(labId, [...labs.keys()]));
        }
        const same = [...lives.values()].find(
          ({ journal }) => journal.user === user && journal.attempt.lab === labId && journal.attempt.state !== 'ended',
        );
        if (same) return { attempt: same.journal.attempt, isNew: false };
        const lack = lackOf(fleet.info, { id: lab.id, ...labNeeds(lab) });
        if (lack) throw lack;
        const fresh = freshAttempt(user, lab, parts.extensions);
        await store.ensureUser(user);
        await store.insert(fresh);
        const live = await enliven(fresh, lab);
        live.start();
        return { attempt: live.journal.attempt, isNew: true };
      }),

    async get(user: string, id: string): Promise<Attempt> {
      const live = lives.get(id);
      return live?.journal.user === user ? live.journal.attempt : stored(user, id);
    },

    /** The living attempts of a user, the oldest first. */
    list: (user: string): Attempt[] =>
      [...lives.values()].filter(({ journal }) => journal.user === user).map(({ journal }) => journal.attempt),

    /** The attempt as it is and every event after; opening it wakes a frozen cluster. */
    async subscribe(
      user: string,
      id: string,
      listener: Listener,
    ): Promise<{ attempt: Attempt; unsubscribe: () => void }> {
      const live = lives.get(id);
      if (live?.journal.user !== user) return { attempt: await stored(user, id), unsubscribe: () => undefined };
      if (live.journal.attempt.state === 'ready')
        live.ready().catch((error: unknown) => log.info({ err: error }, 'not woken'));
      return live.journal.subscribe(listener);
    },

    /** Undefined while it takes longer than a request may; the stream tells the result. So for the others. */
    check: async (user: string, id: string) => soon(readings.check(await living(user, id)), parts.answerMs),
    submit: async (user: string, id: string) => soon(readings.submit(await living(user, id)), parts.answerMs),

    async extend(user: string, id: string): Promise<Attempt> {
      return (await living(user, id)).extend();
    },

    /** The attempt as it is once the reset has begun; what it waits for may be slow, and then as it is now. */
    async reset(user: string, id: string): Promise<Attempt> {
      const live = await living(user, id);
      return (await soon(live.reset(), parts.answerMs))?.value ?? live.journal.attempt;
    },

    /** Ends the attempt, whatever its state, and removes its cluster; one that ended before is left as it is. */
    async remove(user: string, id: string): Promise<{ attempt: Attempt; isOver: boolean }> {
      const live = lives.get(id);
      if (live?.journal.user !== user) return { attempt: await stored(user, id), isOver: true };
      const over = await soon(end(live, notices.ended()), parts.answerMs);
      return { attempt: live.journal.attempt, isOver: over !== undefined };
    },

    /** Reveals one more hint of a check and answers its verdict. */
    async revealHint(user: string, id: string, task: string, check: string): Promise<Verdict> {
      const { journal, lab, revealed } = await living(user, id);
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

    /** The lab and sandbox of an attempt whose cluster is there, thawed; the start state may still be on its way. */
    async sandbox(user: string, id: string): Promise<{ lab: Lab; sandbox: Sandbox }> {
      const live = await living(user, id);
      const early = live.early();
      if (early) return { lab: live.lab, sandbox: early };
      const hold = await soon(live.ready(), parts.answerMs);
      if (!hold) throw fail('attempt_not_ready', (text) => text.waking);
      return { lab: live.lab, sandbox: hold.value.sandbox };
    },

    /** The attempt, and where its agent answers while its workspace is up. */
    async workspace(user: string, id: string): Promise<{ attempt: Attempt; address: string | undefined }> {
      const live = lives.get(id);
      if (live?.journal.user !== user) return { attempt: await stored(user, id), address: undefined };
      return { attempt: live.journal.attempt, address: live.workspace() };
    },

    /** Every living attempt with where its agent answers. */
    workspaces: () => [...lives.values()].map((live) => ({ attempt: live.journal.id, address: live.workspace() })),

    /** True while this user may type into the attempt's terminals. */
    isOwner(user: string, id: string): boolean {
      const live = lives.get(id);
      return live?.journal.user === user && live.journal.attempt.state !== 'ended';
    },

    /** Knows every living attempt of the database again; they can be asked for from then on. */
    async load(): Promise<void> {
      for (const each of await store.living()) {
        const lab = labs.get(each.attempt.lab);
        if (lab) await enliven(each, lab);
        else await store.saveState(each.attempt.id, 'ended', notices.labGone(each.attempt));
      }
    },

    /** Takes every loaded attempt up where it was. A host that does not answer yet is asked again later. */
    async recover(): Promise<void> {
      const loaded = [...lives.values()];
      const sandboxes = await listSandboxes();
      await Promise.all(loaded.map((live) => live.recover(sandboxes)));
    },

    /** Looks after the attempts until the server closes. */
    keep: (everyMs: number) => keepAttempts(() => lives.values(), { everyMs, parts, expiry }),

    async close(): Promise<void> {
      if (!closing.aborted) throw new Error('close the server first');
      await Promise.allSettled([...[...lives.values()].map((live) => live.close()), ...goings, expiry.idle()]);
    },
  };
}

function freshAttempt(user: string, lab: Lab, extensionsLeft: number): StoredAttempt {
  const createdAt = new Date().toISOString();
  return {
    user,
    startedAt: createdAt,
    activeAt: createdAt,
    attempt: {
      id: randomBytes(8).toString('hex'),
      lab: lab.id,
      state: 'queued',
      createdAt,
      readyAt: null,
      expiresAt: null,
      extensionsLeft,
      checkedAt: null,
      judging: null,
      parameters: drawParameters(lab),
      sandbox: null,
      steps: [],
      verdicts: [],
      points: 0,
      maxPoints: publicLab(lab).points,
      submission: null,
      problem: null,
    },
  };
}
