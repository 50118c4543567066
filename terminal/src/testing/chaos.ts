import { setTimeout as delay } from 'node:timers/promises';
import { type NodeViewer, openViewer } from './node-viewer.ts';
import { type RelayProcess, type SentGrant, startRelayProcess } from './relay-process.ts';

/** What a time of chaos did, and what every client ended with. `faults` is empty when each has every line once and in order. */
export interface ChaosReport {
  readonly seconds: number;
  readonly terminals: number;
  readonly viewers: number;
  /** Further viewers that take in nothing until the end: nobody may wait for them. */
  readonly sleepers: number;
  readonly relaysKilled: number;
  readonly socketsCut: number;
  readonly lines: number;
  readonly faults: readonly string[];
}

/** Prints numbered lines in bursts until a line is typed, then how many there were. */
const writer =
  'stty -echo; echo; i=0; until read -rt 0.05 key; do for n in {1..40}; do echo "line $((++i))"; done; done; echo "end $i"; stty echo\r';

/** Reads a writer's output as it comes. */
function createLineCheck(who: string) {
  let rest = '';
  let count = 0;
  let end: number | null = null;
  const faults: string[] = [];
  function take(line: string): void {
    const number = /^line (\d+)$/.exec(line)?.[1];
    if (number !== undefined) {
      if (Number(number) !== count + 1 && faults.length < 5) faults.push(`${who}: line ${number} after line ${count}`);
      count = Number(number);
    }
    const total = /^end (\d+)$/.exec(line)?.[1];
    if (total === undefined) return;
    end = Number(total);
    if (end !== count) faults.push(`${who}: ${total} lines written, ${count} arrived`);
  }
  return {
    bytes(bytes: Uint8Array) {
      const lines = (rest + Buffer.from(bytes).toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    },
    count: () => count,
    hasEnded: () => end !== null,
    fail: (reason: string) => faults.push(`${who}: ${reason}`),
    faults,
  };
}

/**
 * Terminals write numbered lines for `seconds` while the relay's process is killed and browser sockets are cut at random; every second terminal has two viewers,
 * every fourth one more that takes in nothing. Ends with every writer stopped by a line typed and every client holding the last line, or naming what it lacks.
 */
export async function runChaos(options: {
  socketPath: string;
  seconds: number;
  terminals?: number;
  signal?: AbortSignal;
  random?: () => number;
}): Promise<ChaosReport> {
  const { socketPath, seconds, terminals = 20, random = Math.random } = options;
  const signal = options.signal ?? new AbortController().signal;
  let relay: RelayProcess = await startRelayProcess();
  const clients: { viewer: NodeViewer; check: ReturnType<typeof createLineCheck>; isWriter: boolean }[] = [];
  const sleepers: NodeViewer[] = [];
  const ends = new Set<NodeViewer>();
  let [relaysKilled, socketsCut] = [0, 0];

  function openSleeper(index: number): void {
    const grant: SentGrant = {
      user: 'chaos',
      attempt: 'chaos',
      terminal: `chaos-${index}`,
      kind: 'workspace',
      socketPath,
    };
    let seen = '';
    const sleeper = openViewer({
      url: () => relay.url(grant),
      onBytes(bytes) {
        seen = (seen + Buffer.from(bytes).toString('latin1')).slice(-4096);
        if (/end \d+/.test(seen)) ends.add(sleeper);
      },
    });
    sleeper.stall(true);
    sleepers.push(sleeper);
  }

  function open(index: number, isWriter: boolean): void {
    const check = createLineCheck(`terminal ${index}${isWriter ? '' : ' (second viewer)'}`);
    const terminal = `chaos-${index}`;
    const grant: SentGrant = { user: 'chaos', attempt: 'chaos', terminal, kind: 'workspace', socketPath };
    const viewer = openViewer({ url: () => relay.url(grant), onBytes: (bytes) => check.bytes(bytes) });
    clients.push({ viewer, check, isWriter });
    if (isWriter) viewer.type(writer);
  }

  async function harm(): Promise<void> {
    // Every seventh time, the first soon, it is the relay itself.
    if ((relaysKilled + socketsCut) % 7 === 2) {
      const dead = relay;
      relay = await startRelayProcess();
      await dead.kill();
      relaysKilled += 1;
    } else {
      clients[Math.floor(random() * clients.length)]?.viewer.cut();
      socketsCut += 1;
    }
  }

  try {
    for (let index = 0; index < terminals; index += 1) {
      open(index, true);
      if (index % 2 === 1) open(index, false);
      if (index % 4 === 3) openSleeper(index);
    }
    const startedAt = performance.now();
    const left = () => seconds * 1000 - (performance.now() - startedAt);
    while (left() > 0 && !signal.aborted) {
      await delay(Math.max(0, Math.min(left(), 50 + random() * 400)), undefined, { signal });
      await harm();
    }
    const patience = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
    // On a busy machine bash may throw a line away that comes as its `read -t` times out: it is typed until it was heard.
    const stop = () => {
      for (const { viewer, check, isWriter } of clients) if (isWriter && !check.hasEnded()) viewer.type('stop\r');
    };
    stop();
    const insisting = setInterval(stop, 1000);
    await Promise.all(
      clients.map(({ viewer, check }) =>
        viewer.until(check.hasEnded, patience).catch((error: Error) => check.fail(error.message)),
      ),
    );
    clearInterval(insisting);
    const late: string[] = [];
    await Promise.all(
      sleepers.map((sleeper) => {
        sleeper.stall(false);
        return sleeper
          .until(() => ends.has(sleeper), patience)
          .catch((error: Error) => late.push(`a viewer that slept: ${error.message}`));
      }),
    );
    for (const { viewer, isWriter } of clients) if (isWriter) viewer.ask({ type: 'close' });
    // A terminal that stays behind would be found by the next run.
    await Promise.all(
      clients.map(({ viewer, check }) =>
        viewer
          .until(() => viewer.client.phase === 'ended', patience)
          .catch((error: Error) => check.fail(`not closed: ${error.message}`)),
      ),
    );
    return {
      seconds,
      terminals,
      viewers: clients.length,
      sleepers: sleepers.length,
      relaysKilled,
      socketsCut,
      lines: clients.filter(({ isWriter }) => isWriter).reduce((sum, { check }) => sum + check.count(), 0),
      faults: [...clients.flatMap(({ check }) => check.faults), ...late],
    };
  } finally {
    for (const viewer of [...clients.map((client) => client.viewer), ...sleepers]) viewer.stop();
    await relay.kill();
  }
}
