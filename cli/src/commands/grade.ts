import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Cluster } from '@drydock/cluster';
import type { Lab } from '@drydock/lab';
import { CourseError, nodeParameterPrefix, type Verdict } from '@drydock/model';
import { readCatalogue } from '../catalogue.ts';
import { errorJunitOf, junitOf } from '../grade/junit.ts';
import { insideOf } from '../grade/inside.ts';
import { readParameters } from '../grade/parameters.ts';
import { printable } from '../printable.ts';
import { labOf } from '../lab/find.ts';
import { asExpected } from '../report-error.ts';

/** Which cluster is graded, and how the answer is written. */
export interface GradeOptions {
  readonly kubeconfig: string;
  readonly param: readonly string[];
  /** ISO 8601: what is older does not count where a check asks for something new. Without it everything is new. */
  readonly since?: string;
  readonly data?: string;
  readonly json: boolean;
  readonly junit: boolean;
}

/** `drydock grade ID`: grades any cluster; with `since` as a submission is graded, read twice and looked at for tampering. 0 only with full points. Nothing of the cluster is changed. What keeps it from grading is a report too. */
export async function grade(id: string, options: GradeOptions, signal: AbortSignal): Promise<number> {
  try {
    return await run(id, options, signal);
  } catch (error) {
    const told =
      asExpected(error) ??
      new CourseError('internal', String(error), 'This is a bug in Drydock; the log has the details.');
    if (options.junit) process.stdout.write(errorJunitOf(id, told));
    else if (options.json) process.stdout.write(`${JSON.stringify({ lab: id, error: told }, undefined, 2)}\n`);
    throw error;
  }
}

async function run(id: string, options: GradeOptions, signal: AbortSignal): Promise<number> {
  const [{ createGrader, nodeParameters }, { openCluster, serverOfKubeconfig }, { publicLab }, { readConfig }] =
    await Promise.all([
      import('@drydock/grader'),
      import('@drydock/cluster'),
      import('@drydock/lab'),
      import('@drydock/server'),
    ]);
  const lab = labOf(await readCatalogue(), id);
  const kubeconfig = await readText(options.kubeconfig);
  const directory = dirname(resolve(options.kubeconfig));
  await tryOpen(options.kubeconfig, () => openCluster(kubeconfig, directory), signal);
  const { runDirectory } = readConfig(options.data === undefined ? {} : { dataDirectory: options.data });
  const inside = insideOf(kubeconfig, runDirectory, serverOfKubeconfig);
  // A sandbox knows what its nodes are called; of any other cluster they are given like other parameters.
  const nodes = await nodeParameters(lab, inside.node).catch(() => undefined);
  const asked = nodes ? Object.keys(lab.parameters) : [...Object.keys(lab.parameters), ...namesOfNodes(lab)];
  const parameters = { ...nodes, ...readParameters(options.param, asked) };
  await using grader = createGrader({
    lab,
    kubeconfig,
    directory,
    parameters,
    startedAt: startOf(options.since),
    ...inside,
    log: { warn: (details, message) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`) },
  });
  // What came between the grader and the cluster can only be told from what was there before by knowing when the student began.
  const verdicts =
    options.since === undefined ? await grader.check({ signal }) : (await grader.submit({ signal })).verdicts;
  const points = grader.points(verdicts);
  const maxPoints = publicLab(lab).points;
  if (options.junit) process.stdout.write(junitOf(lab, verdicts));
  else if (options.json) {
    process.stdout.write(`${JSON.stringify({ lab: id, points, maxPoints, verdicts }, undefined, 2)}\n`);
  } else print(lab, verdicts, points, maxPoints);
  return points === maxPoints ? 0 : 1;
}

function print(lab: Lab, verdicts: readonly Verdict[], points: number, maxPoints: number): void {
  const marks = { pass: '✓', fail: '✗', inconclusive: '?' } as const;
  for (const task of lab.tasks) {
    const own = verdicts.filter((each) => each.task === task.id);
    const isDone = own.every(({ outcome }) => outcome === 'pass');
    process.stdout.write(`${task.title.en} (${isDone ? task.points : 0} of ${task.points})\n`);
    for (const { check, outcome, message } of own) {
      process.stdout.write(`  ${marks[outcome]} ${check}${outcome === 'pass' ? '' : `: ${printable(message.en)}`}\n`);
    }
  }
  process.stdout.write(`${points} of ${maxPoints} points\n`);
}

function startOf(since: string | undefined): Date {
  const start = new Date(since ?? 0);
  if (!Number.isNaN(start.getTime())) return start;
  throw new CourseError(
    'bad_request',
    `--since ${JSON.stringify(since)} is no time.`,
    'Write it as 2026-03-01T09:00:00Z.',
  );
}

/** Rejects before anything is graded when a kubeconfig leads nowhere, or to a cluster that does not let its user in. */
async function tryOpen(file: string, open: () => Promise<Cluster>, signal: AbortSignal): Promise<void> {
  try {
    using cluster = await open();
    const { status } = await cluster.request('/api/v1', { signal });
    if (status !== 401 && status !== 403) return;
    throw new CourseError(
      'unauthorized',
      `The API server answers ${status}: it does not let the user of the kubeconfig in.`,
      'Use the kubeconfig of an administrator of this cluster; `kubectl --kubeconfig FILE get nodes` must work with it.',
    );
  } catch (cause) {
    if (!(cause instanceof CourseError) || cause.code === 'aborted') throw cause;
    throw new CourseError(cause.code, `${file}: ${cause.message}`, cause.fix, { cause });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CourseError(
      'not_found',
      `The kubeconfig ${file} cannot be read: ${code}.`,
      'Give a file with --kubeconfig; `drydock sandbox kubeconfig ID` prints that of a sandbox.',
      { cause },
    );
  }
}

function namesOfNodes({ namedNodes = [] }: Lab): readonly string[] {
  return namedNodes.map((part) => `${nodeParameterPrefix}${part}`);
}
