import type { HostLoad } from '@drydock/host';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Cluster } from '@drydock/cluster';
import { createGrader as createRealGrader } from '@drydock/grader';
import { createLessonHeads, type LabCatalogue, type LessonHeads, loadLabs } from '@drydock/lab';
import { createFleet, type Sandbox, type SandboxDriver } from '@drydock/sandbox';
import { createCellLink, createRelay } from '@drydock/terminal';
import type { Logger } from 'pino';
import { createAttempts } from './attempts/attempts.ts';
import type { CreateGrader } from './attempts/grading/grader-session.ts';
import { createStore } from './attempts/store.ts';
import { createKeptCells } from './cells/kept.ts';
import { createCellStore } from './cells/store.ts';
import { ownNames, warningsOf, type Config } from './config.ts';
import { lockDataDirectory } from './database/lock.ts';
import { openDatabase } from './database/open.ts';
import { createApp, principalOf } from './http/app.ts';
import { createBasePath } from './http/base-path.ts';
import { createOriginCheck } from './http/origin.ts';
import { createSessions } from './identity/sessions.ts';
import { serveSite } from './http/site.ts';
import { acceptUpgrades } from './http/upgrade.ts';
import { assertFree, listen } from './http/listen.ts';
import { keepLeases } from './leases/keeper.ts';
import { listSandboxes } from './leases/list-sandboxes.ts';
import { createLeases } from './leases/leases.ts';
import { createSelfOpeningFleet } from './leases/self-opening-fleet.ts';
import { createLeaseStore } from './leases/store.ts';
import { openLog } from './log.ts';
import { createProgressBook } from './course/progress.ts';
import { createPlaygrounds } from './playgrounds/playgrounds.ts';
import { type StartRegistry, startRegistryOf } from './playgrounds/registry.ts';
import { createPlaygroundStore } from './playgrounds/store.ts';
import { createChoices } from './recordings/choices.ts';
import { keepRecordings } from './recordings/keep.ts';
import { createRecordings } from './recordings/recordings.ts';
import { createShelf } from './recordings/shelf.ts';
import { studentNamed } from './identity/principal.ts';
import { allRoutes, eventSources } from './routes/all.ts';
import { createEventSocket } from './routes/event-socket.ts';
import { readOrMake } from './secret.ts';
import { createSolutions } from './course/solutions.ts';
import { warnOfLabs } from './course/warn-of-labs.ts';
import { openSigningKey } from './submissions/key.ts';
import { connectTo } from './view/connect.ts';
import { createViews } from './view/views.ts';

export interface ServerOptions {
  readonly config: Config;
  /** The built site; an empty or missing folder leaves only the API. */
  readonly siteDirectory: string;
  readonly driver: SandboxDriver;
  /** Labs that were read already; default is those of `config.labsDirectory`. */
  readonly catalogue?: LabCatalogue;
  /** Default is the lessons of `config.contentDirectory`. */
  readonly lessons?: LessonHeads;
  readonly createGrader?: CreateGrader;
  /** Starts the private registry of a playground; the real one, or a test's. */
  readonly startRegistry?: StartRegistry;
  /** Opens the API of a sandbox's cluster; the real one, or a test's. */
  readonly connect?: (sandbox: Sandbox) => Promise<Cluster>;
  readonly log?: Logger;
  /** Measures what the host has left for more sandboxes; without it only `maximum` counts. */
  readonly measure?: () => Promise<HostLoad>;
  /** How long the set-up of a lab gives way to the student's first prompt (ms). */
  readonly promptFirstMs?: number;
}

export interface RunningServer {
  readonly url: string;
  /** What the operator should be told at once. */
  readonly warnings: readonly string[];
  /** Stops answering and watching; sandboxes and attempts stay as they are for the next start. */
  close(): Promise<void>;
}

/** How often recordings are copied out of workspaces that are in use. */
const recordingsEveryMs = 60_000;

/** Longer than a prompt takes from a warm pool, and shorter than anybody who opens no terminal would notice. */
const usualPromptFirstMs = 250;

/**
 * Starts a whole Drydock on one address. Rejects with `port_taken`, `conflict` (another server has the data directory) or
 * `host_not_ready`; then nothing is left running.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, siteDirectory, driver, createGrader = createRealGrader, connect = connectTo } = options;
  const { lessons = createLessonHeads(config.contentDirectory), startRegistry = startRegistryOf } = options;
  await assertFree(config);
  await using cleanup = new AsyncDisposableStack();
  cleanup.use(lockDataDirectory(config.dataDirectory));
  const log = options.log ?? openLog(config);
  const database = await openDatabase(config.dataDirectory);
  cleanup.defer(() => database.destroy());
  const catalogue = options.catalogue ?? (await loadLabs(config.labsDirectory));
  warnOfLabs(catalogue, driver.info, log);

  const closing = new AbortController();
  const leaseStore = createLeaseStore(database, config.extensions);
  const store = createStore(database, leaseStore);
  const relay = createRelay({
    log: (message) => log.info(message),
    base: config.base,
    isAllowed: ({ user, attempt: id }) =>
      attempts.isOwner(studentNamed(user), id) || playgrounds.isOwner(studentNamed(user), id),
  });
  const shelf = createShelf({
    directory: join(config.dataDirectory, 'recordings'),
    keepMs: config.recordDays * 24 * 3600_000,
    mostBytes: config.recordMebibytes * 1024 * 1024,
  });
  const begin = { on: config.record !== 'off', input: config.record === 'input' };
  const policy = { begin, decidedBy: config.recordBy };
  const recordings = createRecordings({ shelf, choices: createChoices(database), relay, policy, log });
  const { warm, maximum, deepAfterMs } = config;
  const fleet = createSelfOpeningFleet(
    createFleet({ driver, warm, maximum, deepAfterMs, measure: options.measure, signal: closing.signal, log }),
    () => holders().map(({ hold }) => hold),
  );
  const key = openSigningKey(config.dataDirectory);
  const leases = createLeases({
    store: leaseStore,
    fleet,
    lifeMs: config.attemptLifeMs,
    extensions: config.extensions,
    idleMs: config.idleMs,
    log,
  });
  const deps = {
    store,
    fleet,
    leases,
    relay,
    recordings,
    createGrader,
    key,
    answerMs: config.answerMs,
    afterSubmitMs: config.afterSubmitMs,
    promptFirstMs: options.promptFirstMs ?? usualPromptFirstMs,
    closing: closing.signal,
    log,
  };
  const attempts = createAttempts(catalogue.labs, deps);
  const cells = createCellStore(database);
  const ensureUser = (user: string): Promise<void> => store.ensureUser(user);
  const playgrounds = createPlaygrounds({
    store: createPlaygroundStore(database, leaseStore),
    cells,
    lessons,
    startRegistry,
    leases,
    driver: driver.info,
    relay,
    link: createCellLink(),
    ensureUser,
    listSandboxes: () => listSandboxes(fleet, log),
    answerMs: config.answerMs,
    closing: closing.signal,
    log,
  });
  const keptCells = createKeptCells({ store: cells, pieces: (run) => playgrounds.pieces(run), ensureUser });
  const holders = () => [...attempts.holders(), ...playgrounds.holders()];

  const sessions = createSessions({
    students: config.students,
    isChosen: config.areStudentsChosen,
    origins: config.origins,
    base: config.base,
    log,
  });
  const warnings = warningsOf(config);
  for (const warning of warnings) log.warn(warning);
  const progress = createProgressBook(database, store, attempts);
  const solutions = createSolutions(database, config.solutions);
  const views = createViews({ connect, closing: closing.signal, log });
  const routeDeps = {
    attempts,
    catalogue,
    database,
    driver,
    keptCells,
    lessons,
    playgrounds,
    progress,
    recordings,
    relay,
    sessions,
    solutions,
    store,
    views,
    connect,
    base: config.base,
    heartbeatMs: config.heartbeatMs,
    closing: closing.signal,
    log,
  };
  const routes = allRoutes(routeDeps);
  const origin = createOriginCheck({ names: ownNames(config.host), origins: config.origins, base: config.base });
  const base = createBasePath(config.base);
  const cookieSecret = readOrMake(config.dataDirectory, 'cookie.key', () => randomBytes(32).toString('hex'));
  // Only a proxy on this machine comes by the socket.
  const trustProxy = config.socket === undefined ? config.trustProxy : (_: string, hop: number) => hop === 0;
  const app = await createApp({ routes, origin, sessions, cookieSecret, trustProxy, base, log });
  await serveSite(app, siteDirectory, routes);
  const events = createEventSocket({
    sources: eventSources(routeDeps),
    identify: principalOf(app, base.path),
    closing: closing.signal,
  });
  acceptUpgrades(app.server, { relay, events, origin, base, log });
  let keeping = Promise.resolve();
  cleanup.defer(() => fleet.close());
  cleanup.defer(() => keeping);
  cleanup.defer(() => app.close());
  cleanup.defer(() => attempts.close());
  cleanup.defer(() => playgrounds.close());
  cleanup.defer(() => {
    closing.abort();
    relay.end();
  });

  await attempts.load();
  await playgrounds.load();
  const url = await listen(app, config);
  const everyMs = Math.max(recordingsEveryMs, config.watchMs);
  const living = () => attempts.workspaces();
  const keepingRecordings = keepRecordings({ recordings, shelf, living, everyMs, signal: closing.signal, log });
  keeping = Promise.all([attempts.recover(), playgrounds.recover()])
    .then(() =>
      keepLeases({
        holders,
        expire() {
          attempts.expire();
          playgrounds.expire();
        },
        everyMs: config.watchMs,
        fleet,
        closing: closing.signal,
        log,
      }),
    )
    .then(() => keepingRecordings);
  const owned = cleanup.move();
  return { url, warnings, close: () => owned.disposeAsync() };
}
