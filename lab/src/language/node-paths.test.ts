import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { pageFindings as findings } from '../testing/page-findings.ts';

/** The findings of a lab whose reset removes this path. */
const removing = (path: string): string[] =>
  findings(
    good.replace('objectives:', `profile: three-nodes\ncleanup:\n  files: [${JSON.stringify(path)}]\nobjectives:`),
  );

test.each(['/mnt/data', '/var/lib/etcd/restored on worker', '/etc/kubernetes/manifests/mine.yaml', '/root/copy.yaml'])(
  'a reset may remove %s of a node',
  (path) => expect(removing(path)).toEqual([]),
);

test.each([
  ['/var/lib/etcd/member', 'a node needs /var/lib/etcd/member'],
  ['/var/lib/etcd', 'a node needs /var/lib/etcd/member, which would be changed'],
  ['/var', 'which would be changed'],
  ['/', 'not a plain path'],
  ['/etc', 'which would be changed'],
  ['/usr/bin/kubectl', 'a node needs /usr'],
  ['/mnt', 'a node needs /mnt'],
  ['/mnt/../etc', 'not a plain path'],
  ['/mnt/a/', 'not a plain path'],
  ['/mnt//a', 'not a plain path'],
  ['/mnt/*', 'not a plain path'],
  ['mnt/a', 'cannot be read'],
  ['/mnt/a on worker3', 'The lab has no node worker3. Its nodes are control-plane, worker, worker2.'],
])('a reset may not remove %s', (path, flaw) => {
  expect(removing(path)).toEqual([expect.stringContaining(flaw) as string]);
});

test('the name of a node stands in texts, references and expressions, for the nodes that there are', () => {
  const three = good.replace('minutes: 15', 'minutes: 15\nprofile: three-nodes');
  const named = (page: string): string =>
    page
      .replace('Some **text**.', 'It runs on `{{node.worker}}`.')
      .replace('v1/Pod lab/demo', 'v1/Pod lab/demo-{{node.worker}}')
      .replace("'b'", 'params.node.worker');
  expect(findings(named(three))).toEqual([]);
  expect(findings(named(good))).toEqual([
    expect.stringContaining(
      '{{node.worker}} names a node that the lab does not have. Write one of {{node.control-plane}}',
    ),
    expect.stringContaining('{{node.worker}} names a node'),
    expect.stringContaining('The lab has no node worker. Its nodes are controlPlane.'),
  ] as string[]);
  expect(findings(three.replace('Some **text**.', 'It runs on {{node.worker}}.'))).toEqual([
    expect.stringContaining('the name of a node is code: `{{node.worker}}`') as string,
  ]);
});
