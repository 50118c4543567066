import { randomBytes } from 'node:crypto';
import type { CellRun, Playground, PlaygroundEvent, Principal, Problem, RunCell, SandboxProfile } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { soon } from '../http/soon.ts';
import type { Piece } from '../cells/output.ts';
import { demandLesson, demandRunnable } from '../course/lessons.ts';
import { type Access, may } from '../identity/may.ts';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { fail } from '../text/fail.ts';
import type { PlaygroundDeps } from './deps.ts';
import type { PlaygroundListener } from './journal.ts';
import { createPlaygroundLife, type PlaygroundLife } from './life.ts';
import { playgroundNotices, playgroundNotReady, playgroundUnknown } from './notices.ts';

/** All playgrounds of a server. Every call says who asks to do what; a playground that this may not be done with is `playground_unknown`. */
export interface Playgrounds {
  /** The living playground of this profile, or a new one that starts now. */
  create(access: Access, profile: SandboxProfile): Promise<{ playground: Playground; isNew: boolean }>;
  get(access: Access, id: string): Promise<Playground>;
  /** The living playgrounds, the oldest first. */
  list(access: Access): Playground[];
  /** The playground as it is, and every event after. It does not wake a frozen cluster: reading needs none. */
  subscribe(
    access: Access,
    id: string,
    listener: PlaygroundListener,
  ): Promise<{ first: PlaygroundEvent; unsubscribe: () => void }>;
  extend(access: Access, id: string): Promise<Playground>;
  /** The playground once the reset has begun; what it waits for may be slow, and then as it is now. */
  reset(access: Access, id: string): Promise<Playground>;
  /** Ends the playground, whatever its state, and removes its cluster; one that ended before is left as it is. */
  remove(access: Access, id: string): Promise<{ playground: Playground; isOver: boolean }>;
  /** The sandbox of a ready playground, thawed. */
  sandboxOf(access: Access, id: string): Promise<Sandbox>;
  /** Whether this user may type into the playground's terminals now. */
  isOwner(principal: Principal, id: string): boolean;

  /** Stores a run, which waits until the cluster is ready and awake. */
  run(access: Access, id: string, order: RunCell): Promise<CellRun>;
  /** Stops a run; its end is told. `not_found` for one that is over. */
  stop(access: Access, id: string, run: string): Promise<CellRun>;
  restartShell(access: Access, id: string, lesson: string): Promise<void>;
  /** The output of a run that is not over, as far as it came. */
  pieces(run: CellRun): readonly Piece[] | undefined;

  /** Reads every living playground from the database; they can be asked for from then on. */
  load(): Promise<void>;
  /** Takes every loaded playground up where it was. A host that does not answer yet is asked again later. */
  recover(): Promise<void>;
  /** All living playgrounds, for who looks after their leases. */
  holders(): readonly PlaygroundLife[];
  /** Begins to end those whose time is up, and those left alone. */
  expire(): void;
  close(): Promise<void>;
}

/** Whether nothing can run in it, now or soon. */
const isDead = ({ state }: PlaygroundLife): boolean => state === 'ended' || state === 'failed' || state === 'lost';

const isUp = ({ state, hold }: PlaygroundLife): boolean => (state === 'ready' || state === 'lost') && hold.isUp();
const isDue = (life: PlaygroundLife): boolean =>
  isUp(life) || ((life.state === 'failed' || life.state === 'lost') && life.hold.isForgotten());

export function createPlaygrounds(deps: PlaygroundDeps): Playgrounds {
  const { store, cells, leases, answerMs, log } = deps;
  const lives = new Map<string, PlaygroundLife>();
  const creating = createSerialQueue();
  const goings = new Set<Promise<unknown>>();
  const ending = new Set<PlaygroundLife>();

  function lifeFor({ principal, action }: Access, id: string): PlaygroundLife | undefined {
    const life = lives.get(id);
    return life && may(principal, action, { owner: life.user }) ? life : undefined;
  }

  async function stored({ principal, action }: Access, id: string): Promise<Playground> {
    const found = await store.find(id);
    if (!found || !may(principal, action, { owner: found.user })) throw playgroundUnknown(id);
    return found.playground;
  }

  async function living(access: Access, id: string): Promise<PlaygroundLife> {
    const life = lifeFor(access, id);
    if (life) return life;
    throw playgroundNotReady(await stored(access, id));
  }

  function keep(work: Promise<unknown>): void {
    goings.add(work);
    void work.finally(() => goings.delete(work));
  }

  async function end(life: PlaygroundLife, problem: Problem, isStill?: () => boolean): Promise<void> {
    const ended = await life.end(problem, isStill);
    if (!ended) return;
    lives.delete(life.hold.lease.id);
    keep(ended.released);
  }

  async function fresh(user: string, profile: SandboxProfile): Promise<PlaygroundLife> {
    const id = randomBytes(8).toString('hex');
    const lease = leases.fresh(id, user, 'playground');
    const { sandbox, readyAt, expiresAt, extensionsLeft } = lease;
    const times = { createdAt: new Date().toISOString(), readyAt, expiresAt, extensionsLeft };
    const playground: Playground = { id, profile, state: 'queued', ...times, sandbox, steps: [], problem: null };
    await deps.ensureUser(user);
    const stored = { user, lease, playground, registryPassword: null };
    await store.insert(stored);
    const life = createPlaygroundLife(stored, [], deps);
    lives.set(id, life);
    return life;
  }

  async function awake(life: PlaygroundLife): Promise<Sandbox> {
    const opened = await soon(life.ready(), answerMs);
    if (!opened) throw fail('playground_not_ready', (text) => text.waking);
    return opened.value;
  }

  /** Wakes the cluster for a run that waits; one that cannot be woken loses it. */
  function wake(life: PlaygroundLife, run: string): void {
    const waking = life.ready().catch(async (error: unknown) => {
      log.info({ err: error }, 'a playground was not woken');
      const { problem } = life.journal.playground;
      if (life.state === 'ready' && problem) await life.runs.lose(run, problem);
    });
    keep(waking.catch((error: unknown) => log.error({ err: error }, 'a run could not be given up')));
  }

  return {
    create: ({ principal: { user } }, profile) =>
      creating(async () => {
        const same = [...lives.values()].find(
          (life) => life.user === user && life.journal.playground.profile === profile && life.state !== 'ended',
        );
        if (same) return { playground: same.journal.playground, isNew: false };
        if (!deps.driver.profiles.includes(profile)) {
          throw fail('capability_missing', (text) => text.profileMissing(profile, deps.driver.profiles));
        }
        const life = await fresh(user, profile);
        life.start();
        return { playground: life.journal.playground, isNew: true };
      }),

    async get(access, id) {
      return lifeFor(access, id)?.journal.playground ?? stored(access, id);
    },

    list: ({ principal, action }) =>
      [...lives.values()]
        .filter(({ user }) => may(principal, action, { owner: user }))
        .map(({ journal }) => journal.playground),

    async subscribe(access, id, listener) {
      const life = lifeFor(access, id);
      if (life) return life.journal.subscribe(listener);
      const playground = await stored(access, id);
      const now = new Date().toISOString();
      return { first: { type: 'playground', playground, runs: [], now }, unsubscribe: () => undefined };
    },

    async extend(access, id) {
      return (await living(access, id)).extend();
    },

    async reset(access, id) {
      const life = await living(access, id);
      return (await soon(life.reset(), answerMs))?.value ?? life.journal.playground;
    },

    async remove(access, id) {
      const life = lifeFor(access, id);
      if (!life) return { playground: await stored(access, id), isOver: true };
      const over = await soon(end(life, playgroundNotices.ended()), answerMs);
      return { playground: life.journal.playground, isOver: over !== undefined };
    },

    async sandboxOf(access, id) {
      return awake(await living(access, id));
    },

    isOwner(principal, id) {
      const life = lifeFor({ principal, action: 'terminal.open' }, id);
      return life !== undefined && life.state !== 'ended';
    },

    async run(access, id, order) {
      const life = await living(access, id);
      await demandRunnable(deps.lessons, order, deps.driver);
      if (isDead(life)) throw playgroundNotReady(life.journal.playground);
      const run = await life.runs.add(order);
      // What ended it meanwhile did not know of this run.
      if (isDead(life)) await life.runs.drop(playgroundNotReady(life.journal.playground).toJSON());
      else if (life.state === 'ready') wake(life, run.id);
      return run;
    },

    async stop(access, id, run) {
      const life = await living(access, id);
      // A workspace that sleeps knows the run, and would go on with it.
      if (life.state === 'ready' && life.runs.pieces(run)) await awake(life);
      const stopped = await life.runs.stop(run);
      if (!stopped) throw fail('not_found', (text) => text.runUnknown(run));
      return stopped;
    },

    async restartShell(access, id, lesson) {
      const life = await living(access, id);
      await demandLesson(deps.lessons, lesson);
      if (life.state === 'ready') await awake(life);
      await life.runs.restart(lesson);
    },

    pieces: ({ id, playground }) => lives.get(playground)?.runs.pieces(id),

    async load() {
      await cells.settle();
      for (const each of await store.living()) {
        const { id } = each.playground;
        lives.set(id, createPlaygroundLife(each, await cells.active(id), deps));
      }
    },

    async recover() {
      const loaded = [...lives.values()];
      const sandboxes = await deps.listSandboxes();
      await Promise.all(loaded.map((life) => life.recover(sandboxes)));
    },

    holders: () => [...lives.values()],

    expire() {
      for (const life of lives.values()) {
        if (ending.has(life) || !isDue(life)) continue;
        ending.add(life);
        // Asked again when its turn comes: the student may have extended or reset it meanwhile.
        const work = end(life, isUp(life) ? playgroundNotices.timeUp() : playgroundNotices.forgotten(), () =>
          isDue(life),
        )
          .catch((error: unknown) => log.error({ err: error }, 'a playground did not end'))
          .finally(() => ending.delete(life));
        keep(work);
      }
    },

    async close() {
      await Promise.allSettled([...[...lives.values()].map((life) => life.close()), ...goings]);
    },
  };
}
