import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { startFakeApi } from '@drydock/cluster/testing';
import type { Lab } from '@drydock/lab';
import { noNode, oldNode, writeLab } from '@drydock/lab/testing';
import type { LabProof } from '../proof/lab-proof.ts';
import { planTrials } from '../proof/plan.ts';
import { proveLabs } from '../proof/prove-labs.ts';
import { packRecording, type Recording, unpackRecording } from '../proof/recording.ts';
import type { Trial } from '../proof/trial.ts';

const laterMs = 300;

const page = (shown: string, within = '1s'): string =>
  `---\ntitle: t\nlesson: a/b\nminutes: 1\nparameters: { token: random8 }\nobjectives: [o]\n---\n\n<Task id="run" points={1} title="t">\n<Check id="right" title="t" resource="v1/Pod lab/demo" within="${within}" that="self.spec.nodeName == 'right'" expected="e" />\n</Task>\n\n<Solution>\n\n\`\`\`sh\n${shown}\n\`\`\`\n\n</Solution>\n`;

/** The translation of a page of a test. */
export function withoutConditions(english: string): string {
  return english
    .replace(/lesson[^]*?\}\n/, '')
    .replaceAll(/ points=\{1\}| resume/g, '')
    .replaceAll(/resource=.*(?=expected)/g, '');
}

/** What came of proving a lab. */
export interface ProvedLab {
  readonly proof: LabProof;
  readonly scripts: readonly string[];
  readonly lab: Lab;
  readonly recordings: ReadonlyMap<string, Recording>;
}

/**
 * Proves a lab that shows these commands, or has these `pages`, and has this near miss. Its workspace knows `label`, which makes the Pod, `later`, by which the Pod is made only after
 * a while, `fail`, and takes the Pod away when a script begins.
 */
export async function prove(
  directory: string,
  shown: string,
  {
    solution = 'label right {{token}}',
    edit = 's/right/wrong/',
    further = {} as Readonly<Record<string, string>>,
    kept = new Map<string, Trial>(),
    within = '1s',
    pages = { en: page(shown, within), zh: withoutConditions(page(shown, within)) },
  } = {},
): Promise<ProvedLab> {
  const lab = await writeLab(directory, 'a-lab', {
    'lab.mdx': pages.en,
    'lab.zh.mdx': pages.zh,
    'solution/solve.sh': `set -eu\n${solution}\n`,
    'mutants/right-but-wrong/solution.sed': `${edit}\n`,
    ...further,
  });
  await using api = await startFakeApi();
  api.put(oldNode);
  const scripts: string[] = [];
  const recordings = new Map<string, Recording>();
  const opened: string[] = [];
  const [proof] = await proveLabs({
    labs: [{ lab, plans: await planTrials(lab), kept }],
    clusters: 1,
    open: async (profile) => {
      opened.push(profile);
      return {
        kubeconfig: api.kubeconfig,
        node: noNode,
        runInWorkspace: async (_, { input = '' } = {}) => {
          scripts.push(input);
          api.remove('Pod', 'demo');
          const [, nodeName] = [...input.matchAll(/^label (\w+) [a-z2-9]{8}$/gm)].at(-1) ?? [];
          const make = () => nodeName && api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName } });
          if (/^later$/m.test(input)) setTimeout(make, laterMs);
          else make();
          if (/^wait$/m.test(input)) await delay(2 * laterMs);
          return { exitCode: /^fail$/m.test(input) ? 1 : 0, stdout: '', stderr: 'it said this' };
        },
        close: async () => void opened.pop(),
      };
    },
    log: () => ({ warn: () => undefined }),
    signal: new AbortController().signal,
    onTrial: ({ name }, _, result) => {
      if (result) recordings.set(name, unpackRecording(packRecording(result.recording, () => false)));
    },
  });
  expect(opened).toEqual([]);
  if (!proof) throw new Error('there is no proof');
  return { proof, scripts, lab, recordings };
}
