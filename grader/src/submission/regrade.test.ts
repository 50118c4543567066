import { expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { startFakeApi } from '@drydock/cluster/testing';
import type { Check, Lab } from '@drydock/lab';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { createGrader } from '../grader.ts';
import { regrade } from './regrade.ts';

const check: Check = {
  ...testCheck,
  that: "self.status.phase == 'Running' && params.token == 'abc'",
  holdMs: 100,
  isFresh: true,
};

/** A submission of a running Pod, its evidence as it comes out of a file. */
async function submitted(lab: Lab): Promise<{ evidence: Evidence; outcomes: readonly string[] }> {
  await using api = await startFakeApi();
  api.put(oldNode);
  api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName: 'one' }, status: { phase: 'Running' } });
  await using grader = createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: { token: 'abc' },
    startedAt: new Date(Date.now() - 1000),
    node: noNode,
    log: { warn: () => undefined },
    recheckMs: 10,
  });
  const { verdicts, evidence } = await grader.submit({ signal: new AbortController().signal });
  return {
    evidence: JSON.parse(JSON.stringify(evidence)) as Evidence,
    outcomes: verdicts.map(({ outcome }) => outcome),
  };
}
const outcomesOf = (lab: Lab, evidence: Evidence): readonly string[] =>
  regrade(lab, evidence).verdicts.map(({ outcome }) => outcome);

test('the same checks come to the same verdicts and points, without the cluster', async () => {
  const lab = testLab(check, { ...check, id: 'other', holdMs: 0, that: "self.spec.a == 'b'" });
  const { evidence, outcomes } = await submitted(lab);
  expect(outcomes).toEqual(['pass', 'fail']);
  expect(outcomesOf(lab, evidence)).toEqual(outcomes);
  expect(regrade(lab, evidence).points).toBe(0);
  expect(regrade(testLab(check), evidence).points).toBe(3);
});

test('a check that was corrected since is judged as it is now', async () => {
  const { evidence } = await submitted(testLab(check));
  expect(outcomesOf(testLab({ ...check, that: "self.status.phase == 'Succeeded'" }), evidence)).toEqual(['fail']);
});

test('evidence that was made better is not what decides: what was read is', async () => {
  const lab = testLab({ ...check, holdMs: 0, that: "self.status.phase == 'Failed'" });
  const { evidence } = await submitted(lab);
  const forged = JSON.parse(JSON.stringify(evidence).replaceAll('"outcome":"fail"', '"outcome":"pass"')) as Evidence;
  expect(outcomesOf(lab, forged)).toEqual(['fail']);
});

test('what the evidence cannot say is inconclusive: a check that is new, and one that reads something else', async () => {
  const { evidence } = await submitted(testLab(check));
  const elsewhere = { ...check, probe: { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod' } } } as const;
  expect(outcomesOf(testLab({ ...check, id: 'new' }), evidence)).toEqual(['inconclusive']);
  expect(outcomesOf(testLab(elsewhere), evidence)).toEqual(['inconclusive']);
});

test('what only the watch witnessed counts, and what the cluster lacked does not fail', async () => {
  const lab = testLab({ ...check, holdMs: 0, isOnce: true, needs: ['metrics'] });
  const { evidence } = await submitted(lab);
  expect(evidence.lacking).toEqual(['metrics']);
  expect(outcomesOf(lab, evidence)).toEqual(['inconclusive']);
  const uid = evidence.rounds[0]?.objects[0]?.uid;
  const witnessed = JSON.parse(
    JSON.stringify(evidence)
      .replaceAll('"Running"', '"Failed"')
      .replaceAll('"verdict":', `"wasTrueOf":"${uid}","verdict":`),
  ) as Evidence;
  expect(outcomesOf(lab, { ...witnessed, lacking: [] })).toEqual(['pass']);
});
