import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { CodeCheck, CodeProbe, Lab } from '@drydock/lab';
import { noNode, testCheck, testLab } from '@drydock/lab/testing';
import { createGrader } from '../grader.ts';

const text = { en: 'it comes back', zh: '它会恢复' };
const probe: CodeProbe = {
  kind: 'code',
  name: 'back',
  ref: { apiVersion: 'v1', kind: 'Namespace', name: 'lab' },
  isAct: false,
  limitMs: 8000,
  digest: 'one',
};
/** A lab whose only check runs this code. */
export const labOf = (code: CodeCheck, own: Partial<CodeProbe> = {}): Lab => {
  const { that: _, ...check } = { ...testCheck, id: 'back', expected: text };
  return {
    ...testLab({ ...check, probe: { ...probe, ...own } }),
    // A thread is handed text, as it is of a file: such a check may use nothing of this one.
    code: {
      url: 'file:///nowhere/checks.ts',
      text: `export const back = ${code.toString()}`,
      digest: 'one',
      names: ['back'],
    },
  };
};

/** A cluster with the namespace `lab` and a Pod in it, and a grader of a lab with this one check. */
export async function openCustom(lab: Lab) {
  const api = await startFakeApi();
  api.put({ kind: 'Namespace', name: 'lab' });
  api.put({ kind: 'Pod', name: 'web', namespace: 'lab', uid: 'first' });
  const grader = createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: { token: 'abc' },
    startedAt: new Date(Date.now() - 1000),
    node: noNode,
    log: { warn: () => undefined },
    recheckMs: 10,
  });
  return { api, grader };
}

/** A signal of no one. */
export const signal = new AbortController().signal;
/** The requests that deleted something. */
export const deletions = (api: FakeApi): readonly string[] => api.requests.filter((line) => line.startsWith('DELETE'));

/** The verdict on a cluster with the namespace `lab` and a Pod in it. */
export async function verdictOf(code: CodeCheck, own: Partial<CodeProbe> = {}) {
  const { api, grader } = await openCustom(labOf(code, own));
  await using _api = api;
  await using _grader = grader;
  const [verdict] = await grader.check({ signal });
  return { verdict, deletions: deletions(api) };
}
