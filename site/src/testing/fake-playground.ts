import {
  applyPlaygroundEvent,
  type CellRun,
  type DriverInfo,
  type KeptCell,
  type Playground,
  type PlaygroundEvent,
  type Problem,
  type RunCell,
} from '@drydock/model';
import type { WebSocket } from 'ws';

/** A scripted playground with its cells: the test says what a run prints and how it ends. */
export interface FakePlayground {
  readonly current: Playground | null;
  /** What the driver of the server can do, as far as a lesson asks. */
  driver: Pick<DriverInfo, 'hasNodeShells'>;
  /** The cells that the server refuses, by problem. */
  refused: readonly { readonly cells: readonly string[]; readonly problem: Problem }[];
  /** Every run that was asked for, as the page asked. */
  readonly asked: RunCell[];
  /** What the server keeps, by `module/lesson cell`. */
  readonly kept: Map<string, KeptCell>;
  /** Changes the playground and tells the page. */
  emit(event: PlaygroundEvent): void;
  /** The cluster is there. */
  ready(): void;
  /** A run that was asked for begins, prints, or ends. `lesson` is the fixture's first one. */
  begin(cell: string, lesson?: string): void;
  print(cell: string, text: string, lesson?: string): void;
  /** Leaves out bytes of the output, as a flood does. */
  drop(cell: string, bytes: number, lesson?: string): void;
  end(cell: string, exitCode: number, lesson?: string): void;
  /** Cuts all event streams. */
  cut(): void;
  /** The answer to a request of the API; undefined when it is not about playgrounds or cells. */
  answer(method: string, path: string, body: unknown): { status: number; body: unknown } | undefined;
  /** Takes a page's event stream. */
  connect(stream: WebSocket): void;
}

/** Creates a server without a playground. */
export function createFakePlayground(): FakePlayground {
  let current: Playground | null = null;
  let count = 0;
  const asked: RunCell[] = [];
  const kept = new Map<string, KeptCell>();
  const streams = new Set<WebSocket>();
  const keptOf = (lesson: string, cell: string): KeptCell =>
    kept.get(`${lesson} ${cell}`) ?? { cell, edited: null, run: null, output: [] };
  const change = (lesson: string, cell: string, to: Partial<KeptCell>): KeptCell => {
    const next = { ...keptOf(lesson, cell), ...to };
    kept.set(`${lesson} ${cell}`, next);
    return next;
  };
  const tell = (event: PlaygroundEvent) => {
    for (const stream of streams) stream.send(JSON.stringify(event));
  };
  const tellRun = (lesson: string, cell: string, to: Partial<CellRun>) => {
    const { run } = keptOf(lesson, cell);
    if (!run) throw new Error(`cell ${cell} was not run`);
    const next = { ...run, ...to };
    change(lesson, cell, { run: next });
    tell({ type: 'run', run: next });
  };
  const runs = () => [...kept.values()].flatMap(({ run }) => run ?? []);
  const isBusy = ({ state }: CellRun) => state === 'waiting' || state === 'running';
  const endOf = ({ output }: KeptCell) => {
    const last = output.at(-1);
    return last ? last.offset + Buffer.byteLength(last.text) : 0;
  };
  const dropped = new Map<string, number>();
  const firstLesson = 'kitchen/soup';
  const fake: FakePlayground = {
    get current() {
      return current;
    },
    driver: { hasNodeShells: true },
    refused: [],
    asked,
    kept,
    emit(event) {
      current = current && applyPlaygroundEvent(current, event);
      tell(event);
    },
    ready() {
      const expiresAt = new Date(Date.now() + 4 * 3600_000).toISOString();
      fake.emit({ type: 'times', readyAt: new Date().toISOString(), expiresAt, extensionsLeft: 2 });
      fake.emit({ type: 'state', state: 'ready', problem: null });
    },
    begin: (cell, lesson = firstLesson) =>
      tellRun(lesson, cell, { state: 'running', startedAt: new Date().toISOString() }),
    print(cell, text, lesson = firstLesson) {
      const known = keptOf(lesson, cell);
      const run = known.run?.id ?? '';
      const offset = endOf(known) + (dropped.get(run) ?? 0);
      dropped.delete(run);
      const piece = { run, offset, text };
      change(lesson, cell, { output: [...known.output, piece] });
      tell({ type: 'output', ...piece });
    },
    drop: (cell, bytes, lesson = firstLesson) => void dropped.set(keptOf(lesson, cell).run?.id ?? '', bytes),
    end: (cell, exitCode, lesson = firstLesson) =>
      tellRun(lesson, cell, { state: 'done', exitCode, endedAt: new Date().toISOString() }),
    cut() {
      for (const stream of streams) stream.terminate();
    },
    answer(method, path, body) {
      const lesson = /^\/lessons\/([^/]+\/[^/]+)\/cells(?:\/(.+))?$/.exec(path);
      if (lesson) {
        const [, id = '', cell = ''] = lesson;
        if (method === 'GET')
          return {
            status: 200,
            body: [...kept].filter(([key]) => key.startsWith(`${id} `)).map(([, each]) => each),
          };
        if (method === 'PUT') change(id, cell, { edited: (body as { edited: string | null }).edited });
        else change(id, cell, { run: null, output: [] });
        return { status: 204, body: null };
      }
      if (/^\/lessons\/[^/]+\/[^/]+\/refused$/.test(path)) return { status: 200, body: fake.refused };
      if (path === '/driver') return { status: 200, body: fake.driver };
      if (!path.startsWith('/playgrounds')) return undefined;
      if (path === '/playgrounds' && method === 'GET')
        return { status: 200, body: current && current.state !== 'ended' ? [current] : [] };
      if (path === '/playgrounds') {
        count += 1;
        current = newPlayground(`p${count}`, (body as { profile: Playground['profile'] }).profile);
        return { status: 201, body: current };
      }
      const rest = path.slice('/playgrounds/'.length).split('/');
      if (!current || rest[0] !== current.id)
        return {
          status: 404,
          body: { code: 'playground_unknown', message: 'There is no such playground.', fix: 'Run a cell.' },
        };
      return answerOf(current, method, rest.slice(1), body);
    },
    connect(stream) {
      streams.add(stream);
      stream.on('close', () => streams.delete(stream));
      if (current)
        stream.send(
          JSON.stringify({
            type: 'playground',
            playground: current,
            runs: runs().filter(isBusy),
            now: new Date().toISOString(),
          } satisfies PlaygroundEvent),
        );
    },
  };
  function answerOf(
    own: Playground,
    method: string,
    [what, id]: string[],
    body: unknown,
  ): { status: number; body: unknown } {
    if (what === undefined && method === 'DELETE') {
      fake.emit({ type: 'state', state: 'ended', problem: null });
      return { status: 204, body: null };
    }
    if (what === 'extend') {
      current = { ...own, extensionsLeft: own.extensionsLeft - 1 };
      return { status: 200, body: current };
    }
    if (what === 'reset') {
      current = { ...newPlayground(own.id, own.profile), state: 'starting' };
      fake.emit({ type: 'playground', playground: current, runs: [] });
      return { status: 202, body: current };
    }
    if (what === 'shells') return { status: 204, body: null };
    if (what === 'cells' && id !== undefined) {
      const run = runs().find((each) => each.id === id);
      if (run) tellRun(run.lesson, run.cell, { state: 'stopped', endedAt: new Date().toISOString() });
      return { status: 200, body: runs().find((each) => each.id === id) };
    }
    if (what !== 'cells') return { status: 200, body: own };
    const wanted = body as RunCell;
    asked.push(wanted);
    count += 1;
    const run: CellRun = {
      id: `run${String(count).padStart(8, '0')}`,
      lesson: wanted.lesson,
      cell: wanted.cell,
      playground: own.id,
      source: wanted.source,
      state: 'waiting',
      exitCode: null,
      startedAt: null,
      endedAt: null,
      problem: null,
    };
    change(wanted.lesson, wanted.cell, { run, output: [] });
    tell({ type: 'run', run });
    return { status: 201, body: run };
  }
  return fake;
}

function newPlayground(id: string, profile: Playground['profile']): Playground {
  return {
    id,
    profile,
    state: 'queued',
    createdAt: new Date().toISOString(),
    readyAt: null,
    expiresAt: null,
    extensionsLeft: 2,
    sandbox: 's1',
    steps: [],
    problem: null,
  };
}
