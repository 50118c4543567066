import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ShellEnd, ShellOrder, type ShellRun, type ShellRunLine } from '@drydock/model';

interface FakeRun {
  run: ShellRun;
  readonly order: ShellOrder;
  output: Buffer;
  readonly readers: Set<ServerResponse>;
}

/**
 * The shells of a simulated workspace: one run at a time in each, which prints and ends as the test
 * says.
 */
export function createFakeCells() {
  const runs = new Map<string, FakeRun>();
  let wake = (): void => undefined;

  const isOver = ({ run }: FakeRun): boolean => run.state !== 'waiting' && run.state !== 'running';
  const inShell = (shell: string): FakeRun[] => [...runs.values()].filter(({ run }) => run.shell === shell);

  function write(reader: ServerResponse, line: ShellRunLine): void {
    reader.write(`${JSON.stringify(line)}\n`);
  }

  function begin(shell: string): void {
    const all = inShell(shell);
    const next = all.find(({ run }) => run.state === 'waiting');
    if (!next || all.some(({ run }) => run.state === 'running')) return;
    next.run = { ...next.run, state: 'running', startedAt: new Date().toISOString() };
    for (const reader of next.readers) write(reader, { type: 'begin', run: next.run });
    wake();
  }

  function end(found: FakeRun, state: ShellRun['state'], exitCode: number | null, shellEnd: ShellEnd | null): void {
    if (isOver(found)) return;
    found.run = { ...found.run, state, exitCode, shellEnd, endedAt: new Date().toISOString() };
    for (const reader of found.readers) {
      write(reader, { type: 'end', run: found.run });
      reader.end();
    }
    begin(found.run.shell);
  }

  function follow(found: FakeRun, from: number, response: ServerResponse): void {
    response.writeHead(200);
    if (found.run.startedAt !== null) write(response, { type: 'begin', run: found.run });
    if (found.output.length > from)
      write(response, { type: 'output', offset: from, text: found.output.subarray(from).toString('utf8') });
    if (isOver(found)) {
      write(response, { type: 'end', run: found.run });
      return void response.end();
    }
    found.readers.add(response);
    response.on('close', () => found.readers.delete(response));
  }

  function order(shell: string, id: string, text: string): FakeRun {
    const known = runs.get(id);
    if (known) return known;
    const times = { exitCode: null, startedAt: null, endedAt: null, outputBytes: 0, shellEnd: null };
    const found: FakeRun = {
      run: { shell, id, state: 'waiting', ...times },
      order: ShellOrder.parse(JSON.parse(text)),
      output: Buffer.alloc(0),
      readers: new Set(),
    };
    runs.set(id, found);
    begin(shell);
    return found;
  }

  function restart(shell: string): void {
    for (const each of inShell(shell).toReversed()) end(each, 'lost', null, 'restarted');
  }

  /** The run of a source that runs now, or as soon as it does. */
  async function running(source: string): Promise<FakeRun> {
    for (;;) {
      const found = [...runs.values()].find((each) => each.order.source === source && each.run.state === 'running');
      if (found) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    answer(request: IncomingMessage, response: ServerResponse, text: string): void {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent');
      const [, , shell = '', id = '', verb] = pathname.split('/').map(decodeURIComponent);
      const json = (value: unknown) => void response.end(JSON.stringify(value));
      if (request.method === 'PUT') return json(order(shell, id, text).run);
      if (request.method === 'DELETE') return json(restart(shell) ?? {});
      if (shell === '') return json(Array.from(runs.values(), ({ run }) => run));
      const found = runs.get(id);
      if (!found) return void response.writeHead(404).end('no such run');
      if (verb !== 'stop') return follow(found, Number(searchParams.get('from')), response);
      end(found, 'stopped', null, null);
      json(found.run);
    },
    /** What was ordered, in order. */
    orders: () => Array.from(runs.values(), ({ order: each }) => each),
    running,
    /** The program of a run prints, once it runs. */
    async print(source: string, text: string): Promise<void> {
      const found = await running(source);
      const offset = found.output.length;
      found.output = Buffer.concat([found.output, Buffer.from(text)]);
      for (const reader of found.readers) write(reader, { type: 'output', offset, text });
    },
    async finish(source: string, exitCode = 0): Promise<void> {
      end(await running(source), 'done', exitCode, null);
    },
    /** The agent was killed: it knows of nothing any more. */
    async crash(): Promise<void> {
      const readers = [...runs.values()].flatMap((each) => [...each.readers]);
      runs.clear();
      const closed = readers.map((reader) => once(reader, 'close'));
      for (const reader of readers) reader.destroy();
      await Promise.all(closed);
    },
  };
}
