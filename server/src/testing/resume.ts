import type { Lab } from '@drydock/lab';
import type { Progress } from '@drydock/model';
import { testLab } from './lab.ts';
import { type Ended, withShell } from './shell.ts';
import { createTestMachine } from './start.ts';

const place = { line: 1, column: 1 };

/** The lab of the tests with a resume point after its first task. */
export const resumeLab: Lab = {
  ...testLab,
  tasks: testLab.tasks.map((task): Lab['tasks'][number] => (task.id === 'limits' ? { ...task, resume: true } : task)),
  shown: [
    { where: 'workspace', text: 'limit {{token}}', ends: 'limits', place },
    { where: 'workspace', text: 'use {{token}}', place },
  ],
};

type Run = (input: string, signal: AbortSignal | undefined) => Ended | Promise<Ended>;

/** A machine whose workspaces run commands; those of the lab do its first task, until the test says otherwise. */
export async function createResumeMachine() {
  const machine = await createTestMachine();
  const scripts: string[] = [];
  const doTask: Run = () => {
    machine.cluster.set('limits/request', 'pass');
    return { exitCode: 0, stdout: '', stderr: '' };
  };
  let run = doTask;

  async function start(settings: Parameters<(typeof machine)['start']>[0] = {}) {
    const driver = withShell(machine.driver(), (input, signal) => {
      scripts.push(input);
      return run(input, signal);
    });
    return machine.start({ lab: resumeLab, driver, ...settings });
  }

  return {
    ...machine,
    /** What the workspaces were given, in order. */
    scripts,
    start,
    /** What they do with it from now on; without it the first task. */
    willRun: (next: Run = doTask) => void (run = next),
    [Symbol.asyncDispose]: () => machine[Symbol.asyncDispose](),
  };
}

type Server = Awaited<ReturnType<Awaited<ReturnType<typeof createResumeMachine>>['start']>>;

/** Returns the tasks whose end the student of this browser has reached. */
export async function reachedIn({ ask }: Pick<Server, 'ask'>): Promise<readonly string[] | undefined> {
  return ((await ask('GET', '/api/progress')).json as Progress).labs[resumeLab.id]?.reached;
}

/** Opens the stream of an attempt, and waits until it tells what happens. */
export async function follow({ listen }: Pick<Server, 'listen'>, id: string) {
  const stream = listen(id);
  await stream.until(({ type }) => type === 'attempt');
  return stream;
}

/** Makes an attempt that reaches the end of the first task, and has ended; the cluster after it is as at the start. */
export async function reachOnce(
  server: Pick<Server, 'ask' | 'listen' | 'ready'>,
  { cluster }: Pick<Awaited<ReturnType<typeof createTestMachine>>, 'cluster'>,
): Promise<void> {
  const { id } = await server.ready();
  const stream = await follow(server, id);
  cluster.set('limits/request', 'pass');
  await stream.until(({ type }) => type === 'point');
  await stream.close();
  await server.ask('DELETE', `/api/attempts/${id}`);
  cluster.set('limits/request', 'fail');
}
