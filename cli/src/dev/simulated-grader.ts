import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence, Grader, GraderOptions } from '@drydock/grader';
import type { Check } from '@drydock/lab';
import { CourseError, type Text, type Verdict } from '@drydock/model';
import type { Look, Stage } from './scene.ts';

/** A submission of a simulated cluster has no evidence, and says so: no round was read. */
const noEvidence = (lab: string, startedAt: string, parameters: Evidence['parameters']): Evidence => ({
  version: 1,
  lab,
  startedAt,
  parameters,
  serverVersion: '',
  lacking: [],
  nodes: [],
  tampering: [],
  rounds: [],
});

/** Creates graders that report what the developer has set on the panel, in place of a cluster. */
export function simulateGrader(stage: Stage): (options: GraderOptions) => Grader {
  return ({ lab, startedAt, parameters }) => {
    const checks = lab.tasks.flatMap((task) => task.checks);
    const keyOf = (check: Check): string => `${lab.id}/${check.task}/${check.id}`;
    const ended = new AbortController();

    function verdicts(): Verdict[] {
      if (stage.scene.isApiDown) return checks.map((check) => verdictOf(check, 'unknown'));
      return checks.map((check) => verdictOf(check, stage.scene.looks[keyOf(check)] ?? 'missing'));
    }
    async function judge(signal: AbortSignal): Promise<Verdict[]> {
      await delay(stage.scene.checkSeconds * 1000, undefined, { signal });
      return verdicts();
    }
    async function setUp(onStep: Parameters<Grader['prepare']>[0]['onStep']): Promise<void> {
      if (stage.scene.isApiDown)
        throw new CourseError(
          'cluster_unreachable',
          'The cluster does not answer.',
          'Switch it on again on the panel.',
          {
            zh: '集群没有响应。',
          },
        );
      onStep({ id: 'setup', title: 'Prepare the lab', state: 'done', seconds: 0.1 });
    }

    return {
      prepare: ({ onStep }) => setUp(onStep),
      async watch({ signal, onVerdicts }) {
        const stop = stage.onChange(() => onVerdicts(verdicts()));
        for (const each of [signal, ended.signal]) each.addEventListener('abort', stop, { once: true });
        onVerdicts(verdicts());
      },
      check: ({ signal }) => judge(signal),
      submit: async ({ signal }) => ({
        verdicts: await judge(signal),
        evidence: noEvidence(lab.id, new Date(startedAt).toISOString(), parameters),
      }),
      async reset({ onStep }) {
        const looks = Object.fromEntries(
          Object.entries(stage.scene.looks).filter(([key]) => !key.startsWith(`${lab.id}/`)),
        );
        await stage.change({ looks });
        await setUp(onStep);
      },
      points: (all) =>
        lab.tasks
          .filter((task) => task.checks.every(({ id }) => isPass(all, task.id, id)))
          .reduce((sum, { points }) => sum + points, 0),
      async [Symbol.asyncDispose]() {
        ended.abort();
      },
    };
  };
}

function isPass(all: readonly Verdict[], task: string, check: string): boolean {
  return all.some((each) => each.task === task && each.check === check && each.outcome === 'pass');
}

/** A verdict with everything a real one of this look has. */
export function verdictOf(check: Check, look: Look): Verdict {
  const base = { task: check.task, check: check.id, pending: look === 'waiting', at: new Date().toISOString() };
  const { expected } = check;
  switch (look) {
    case 'pass':
      return { ...base, outcome: 'pass', message: { en: `${expected.en}.`, zh: `${expected.zh}。` } };
    case 'missing':
      return {
        ...base,
        outcome: 'fail',
        message: say('There is no Pod demo in namespace default.', '命名空间 default 里没有 Pod demo。'),
        missing: 'Pod demo in namespace default',
      };
    case 'unknown':
      return {
        ...base,
        outcome: 'inconclusive',
        message: say('The cluster could not be checked right now.', '现在没法检查集群。'),
      };
    case 'crash':
      return {
        ...failed(base, expected),
        because: say(
          'The container app keeps crashing (exit code 1). Its last line: “error: cannot open /etc/app/config”.',
          '容器 app 反复崩溃（退出码 1）。最后一行日志：“error: cannot open /etc/app/config”。',
        ),
      };
    case 'wrong':
    case 'waiting':
      return failed(base, expected);
  }
}

function failed(base: Pick<Verdict, 'task' | 'check' | 'pending' | 'at'>, expected: Text): Verdict {
  return {
    ...base,
    outcome: 'fail',
    message: { en: `Expected that ${expected.en}; found 100M.`, zh: `要求：${expected.zh}；实际是 100M。` },
    expected,
    actual: '100M',
    rows: [
      { name: 'requests.memory', expected: '100Mi', actual: '100M', isMet: false },
      { name: 'limits.memory', expected: '200Mi', actual: '200Mi', isMet: true },
    ],
  };
}

function say(en: string, zh: string): Text {
  return { en, zh };
}
