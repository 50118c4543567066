import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { pageFindings as findings } from '../testing/page-findings.ts';
import { parseLab } from './parse.ts';

test('a check with a mistake keeps its id, and one that acts names its Pod', () => {
  expect(parseLab(good.replace('within="20s"', 'withn="20s"'), () => undefined).checkIds).toEqual(
    parseLab(good, () => undefined).checkIds,
  );
  const acting =
    '<Check id="a" title="t" exec="lab app=web" argv={["rm", "/x"]} act that="true" expected="e" />\n</Task>';
  expect(findings(good.replace('</Task>', acting))).toEqual([
    expect.stringContaining('A check that acts does so on one Pod, and this one names a selector.') as string,
  ]);
});

test('a node port is of one Service, and only there a node is named', () => {
  const withProbe = (attributes: string): string =>
    good
      .replace('minutes: 15', 'minutes: 15\nprofile: three-nodes')
      .replace('resource="v1/Pod lab/demo"', attributes)
      .replace("self.spec.nodeName == 'b'", 'response.status == 200');
  expect(findings(withProbe('http="nodeport lab/web" port={80} on="worker"'))).toEqual([]);
  expect(findings(withProbe('http="nodeport lab app=web" port={80}'))).toEqual([
    expect.stringContaining('Attribute http is wrong: "nodeport lab app=web".'),
  ]);
  expect(findings(withProbe('http="service lab/web" port={80} on="worker"'))).toEqual([
    expect.stringContaining('Attribute on is wrong: "worker".'),
  ]);
  const misread = withProbe('http="nodeport lab/web" port={80}').replace('response.status', 'self.spec.nodePort');
  expect(findings(misread)).toEqual([expect.stringContaining('ServiceSpec has no field nodePort')]);
});

test.each([
  ['three-nodes', 'node="/etc/hosts" on="worker2"', []],
  ['three-nodes', 'node="/etc/hosts" on="control-plane"', []],
  ['three-nodes', 'node="/etc/hosts" on="worker3"', ['no node worker3', 'control-plane, worker, worker2']],
  ['one-node', 'node="/etc/hosts" on="worker"', ['one node, and this names worker', 'profile: three-nodes']],
  ['one-node', 'node="/etc/hosts" on="control-plane"', ['one node', 'Leave the node out']],
  ['three-nodes', 'node="/etc/hosts" with={{ other: "node /etc/fstab on worker" }}', []],
  ['three-nodes', 'node="/etc/hosts" with={{ other: "node /etc/fstab on worker9" }}', ['no node worker9', 'worker2']],
  ['one-node', 'node="/etc/hosts" with={{ other: "node /etc/fstab on worker" }}', ['one node', 'Leave the node out']],
])('in a lab of %s, %s names a node that is there, or is a finding', (profile, attributes, words) => {
  const found = findings(
    good
      .replace('minutes: 15', `minutes: 15\nprofile: ${profile}`)
      .replace('resource="v1/Pod lab/demo"', attributes)
      .replace("self.spec.nodeName == 'b'", 'file.exists'),
  );
  expect(found).toHaveLength(words.length === 0 ? 0 : 1);
  for (const word of words) expect(found[0]).toContain(word);
});

test('a file of another node is read there, and a pull from the log of the registry', () => {
  const lab = parseLab(
    good
      .replace('minutes: 15', 'minutes: 15\nprofile: three-nodes')
      .replace(
        'within="20s"',
        'within="20s" with={{ far: "node /etc/hosts on worker", near: "node /etc/hosts", pulls: "registry student/app" }}',
      ),
    () => undefined,
  );
  expect(lab.tasks[0]?.checks[0]?.with).toEqual({
    far: { kind: 'node', file: '/etc/hosts', node: 'worker' },
    near: { kind: 'node', file: '/etc/hosts' },
    pulls: { kind: 'registry', repository: 'student/app' },
  });
});

test('never needs beside it what must have been done, and is read as a condition', () => {
  const withNever = (never: string, that = ` that="self.spec.nodeName == 'b'"`): string =>
    good.replace(` that="self.spec.nodeName == 'b'"`, `${that} never="${never}"`);
  expect(findings(withNever("self.status.phase == 'Failed'"))).toEqual([]);
  expect(findings(withNever("self.status.phaze == 'Failed'"))).toEqual([
    expect.stringContaining('PodStatus has no field phaze'),
  ]);
  expect(findings(withNever('self.status.phase'))).toEqual([expect.stringContaining('not true or false')]);
  expect(findings(withNever("self.status.phase == 'Failed'", ''))).toEqual([
    expect.stringMatching(/never alone is true of an attempt in which nothing was done\. Write beside it, in that,/),
  ]);
});

test('the text that lines of a log must hold is known to lint, with logs and nowhere else', () => {
  const page = (attributes: string): string =>
    good.replace('resource="v1/Pod lab/demo"', attributes).replace(/that="[^"]*"/g, 'that="size(lines) > 0"');
  const wrong = (attributes: string): string => findings(page(attributes)).join('\n');
  const { tasks } = parseLab(page('logs="lab/demo" containing="as {{token}}"'), () => undefined);
  expect(tasks[0]?.checks[0]?.probe).toEqual({
    kind: 'logs',
    pod: { namespace: 'lab', name: 'demo' },
    previous: false,
    containing: 'as {{token}}',
  });
  expect(wrong('logs="lab/demo" contaning="x"')).toContain('Did you mean containing?');
  expect(wrong('logs="lab/demo" containing=""')).toContain('Attribute containing is wrong');
  expect(wrong('logs="lab/demo" containing={"a\\nb"}')).toContain('Attribute containing is wrong');
  expect(wrong('resource="v1/Pod lab/demo" containing="x"')).toContain('does not know the attribute containing');
});
