import { expect, test } from 'vitest';
import { readLesson } from '../read-lesson.ts';
import { checkNeeds } from './cell-needs.ts';

/** The findings in a lesson of these blocks, each written as its opening words and its text. */
function found(...blocks: readonly (readonly [string, string])[]): readonly string[] {
  const text = blocks.map(([words, source]) => `\`\`\`${words}\n${source}\n\`\`\`\n`).join('\n');
  const findings: string[] = [];
  const { cells } = readLesson(`---\ntitle: a\n---\n${text}`, () => undefined);
  checkNeeds(cells, ({ line }, message, fix) => findings.push(`${line} ${message} ${fix}`));
  return findings;
}

const debug = 'kubectl debug -q "$(kubectl get nodes -o name)" --image=a -- chroot /host sh -c "$1"';
const split = 'kubectl debug -n vault \\\n  node/worker --image=a -- ls /host';

test.each([
  ['sh cell', debug, 'enters a node', 'root'],
  ['sh cell', split, 'enters a node', 'root'],
  ['sh cell', 'kubectl exec -n kube-system etcd-a -- etcdctl get /', 'enters a Pod of the cluster', 'admin'],
  ['sh cell', 'kubectl create --raw /api/v1/namespaces/a/pods/b/binding -f -', 'binds a Pod to a node', 'admin'],
  ['sh cell', 'kubectl patch deployment a --subresource=status -p x', 'writes a status', 'admin'],
  ['sh cell', 'kubectl auth can-i list secrets --as=anna', 'acts as somebody else', 'admin'],
  ['sh cell', "sed 's/80/&, hostPort: 80/' a.yaml", 'takes a port of the node', 'admin'],
  ['yaml cell file="a.yaml"', 'spec:\n  hostNetwork: true', "has a Pod use the node's network", 'admin'],
  ['yaml cell file="a.yaml"', 'sysctls: [{ name: kernel.msgmax, value: "1" }]', 'sets a sysctl', 'admin'],
  ['yaml cell file="a.yaml"', 'securityContext: { privileged: true }', 'makes a privileged container', 'admin'],
])('a cell (%s) that needs more of its student and does not say so is found: %j', (words, source, why, need) => {
  expect(found([words, source])).toEqual([
    expect.stringMatching(new RegExp(`^4 Cell 1 ${why}.* Write needs=${need} `)),
  ]);
  expect(found([`${words} needs=${need}`, source])).toEqual([]);
  // Who is root on a node has the rights of an administrator too.
  expect(found([`${words} needs=root`, source])).toEqual([]);
});

test.each([
  'kubectl debug -n lobby snack --image=a --target=server -- ps',
  "kubectl get pod a -o yaml | grep -E 'hostPort|hostNetwork'",
  'kubectl get pods -n kube-system',
  'kubectl exec -n kitchen soup -- env',
])('a cell that any student can run needs to say nothing: %s', (source) => {
  expect(found(['sh cell', source])).toEqual([]);
});

test('a cell that uses what a cell with a need leaves in the shell has the same need, until it is defined again', () => {
  const helper = `on_node() {\n  ${debug}\n}\nNET=1`;
  const first = ['sh cell needs=root', helper] as const;
  expect(found(first, ['sh cell', 'on_node "ls"'])).toEqual([
    expect.stringContaining('Cell 2 uses on_node of cell 1,'),
  ]);
  expect(found(first, ['sh cell', 'echo "$NET"'])).toEqual([expect.stringContaining('Cell 2 uses NET of cell 1,')]);
  expect(found(first, ['sh cell needs=root', 'echo "$NET"'])).toEqual([]);
  expect(found(first, ['sh cell', 'NET=2\necho "$NET"'], ['sh cell', 'echo $NET'])).toEqual([]);
  expect(found(first, ['sh cell', 'echo on_node'])).toEqual([]);
});
