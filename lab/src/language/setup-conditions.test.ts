import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { pageFindings as findings } from '../testing/page-findings.ts';
import { parseLab } from './parse.ts';

/** The findings of a lab with three nodes and this in `setup` of its head, which begins in line 7. */
const inSetup = (setup: string): string[] =>
  findings(good.replace('objectives:', `setup:\n${setup}\nprofile: three-nodes\nobjectives:`));

test('the set-up waits for conditions that are written as checks are', () => {
  const setup = `  remove: [apps/v1/Deployment kube-system/metrics-server]
  until:
    - resource: v1/Pod lab/on-{{node.worker}}
      that: self.status.phase == 'Running' && self.spec.nodeName == params.node.worker
    - { list: "v1/Pod lab app=web", that: "size(items) == 2", within: 2m, with: { hosts: node /etc/hosts on worker2 } }`;
  expect(inSetup(setup)).toEqual([]);
  const { until } = parseLab(
    good.replace('objectives:', `setup:\n${setup}\nprofile: three-nodes\nobjectives:`),
    () => undefined,
  );
  expect(until).toEqual([
    expect.objectContaining({ withinMs: 60_000, with: {}, probe: expect.objectContaining({ kind: 'resource' }) }),
    expect.objectContaining({
      withinMs: 120_000,
      that: 'size(items) == 2',
      with: { hosts: { kind: 'node', file: '/etc/hosts', node: 'worker2' } },
    }),
  ]);
});

test.each([
  ['resource: v1/Pod lab/a, that: self.status.phaze == 1', /^7:\d+ PodStatus has no field phaze.*phase\?$/],
  [
    'resource: v1/Pod lab/a, that: params.node.worker3 == "a"',
    /^7:\d+ The lab has no node worker3\. Did you mean worker/,
  ],
  ['resource: v1/Pods lab/a, that: "true"', /^7:23 Kubernetes has no kind v1\/Pods/],
  ['node: /etc/hosts, on: worker3, that: file.exists', /^7:\d+ The lab has no node worker3/],
  ['list: v1/Pod lab', /^7:11 The check has no condition/],
  ['that: "true"', /^7:11 The check has no probe/],
  [
    'resource: v1/Pod lab/a, once: true',
    /^7:\d+ A condition of the set-up has once, which is for checks of a student's work/,
  ],
  ['code: x, of: v1/Pod a/b', /A condition of the set-up has code/],
  ['resource: v1/Pod lab/a, withn: 5s', /<until> does not know the attribute withn here\. Did you mean within\?/],
])('a wrong condition of the set-up is found where it is: %s', (condition, finding) => {
  expect(inSetup(`  until: [{ ${condition} }]`)).toEqual([expect.stringMatching(finding) as string]);
});

test('what set-up and reset remove is of a kind that there is', () => {
  expect(inSetup('  remove: [apps/v1/Deploymnet kube-system/metrics-server]')).toEqual([
    '7:12 Kubernetes has no kind apps/v1/Deploymnet. Did you mean apps/v1/Deployment?',
  ]);
  expect(inSetup('  remove: [apiregistration.k8s.io/v1/APIService v1beta1.metrics.k8s.io]')).toEqual([]);
  expect(findings(good.replace('objectives:', 'cleanup: { objects: [v1/Pdo lab/a] }\nobjectives:'))).toEqual([
    expect.stringContaining('Kubernetes has no kind v1/Pdo.'),
  ]);
});
