import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { parseLab } from './parse.ts';

function findings(source: string): string[] {
  const found: string[] = [];
  parseLab(source, ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}

test('parameters are those of the frontmatter, in every expression', () => {
  expect(findings(good.replace("self.spec.nodeName == 'b'", 'self.spec.nodeName == params.tokn'))).toEqual([
    '16:43 The lab has no parameter tokn. Did you mean token?',
  ]);
  // When the frontmatter cannot be read, that is what is to be told.
  expect(findings(good.replace('title: A lab', 'tilte: A lab').replace("'b'", 'params.tokn')).join()).not.toContain(
    'tokn',
  );
});

test.each([
  ['Hnt', '<Hint>'],
  ['hint', '<Hint>'],
  ['Asside', '<Aside>'],
])('an unknown element <%s> is found with what was meant', (name, meant) => {
  expect(findings(good.replace('Some **text**.', `<${name}>\n\nSome **text**.\n\n</${name}>`))).toEqual([
    `13:1 A lab page has no element <${name}>. Did you mean ${meant}?`,
  ]);
});

test('elements of HTML and of the site are left alone', () => {
  expect(findings(good.replace('Some **text**.', '<Aside>\n\nSome <kbd>text</kbd>.\n\n</Aside>'))).toEqual([]);
});

test('a good lab is read whole', () => {
  expect(findings(good)).toEqual([]);
  const { tasks, frontmatter, solution, shown } = parseLab(good, () => undefined);
  expect(frontmatter).toMatchObject({
    title: 'A lab',
    profile: 'one-node',
    nodeShell: false,
    reset: 'in-place',
    alone: false,
    cleanup: { objects: [], files: [] },
  });
  expect(tasks).toEqual([
    {
      id: 'run',
      points: 2,
      title: 'Run it',
      checks: [
        expect.objectContaining({
          id: 'limit',
          probe: {
            kind: 'resource',
            ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'demo' },
            absent: false,
          },
          withinMs: 20_000,
          isFresh: true,
          isOriginal: false,
          hints: ['Look at `kubectl`.', 'Look closer.'],
        }),
      ],
    },
  ]);
  expect(solution).toBe('Do it.\n\n```sh\nif true; then\n  echo {{token}}\nfi\n```');
  expect(shown).toMatchObject([{ where: 'workspace', text: 'if true; then\n  echo {{token}}\nfi' }]);
});

test('ten planted mistakes are ten findings, each with place and advice', () => {
  const bad = good
    .replace('minutes: 15', 'minuets: 15')
    .replace('is {{token}}', 'is {{tokn}}')
    .replace('points={2}', 'points={0}')
    .replace('resource="v1/Pod lab/demo"', 'resource="Pod lab/demo"')
    .replace('within="20s"', 'withn="20s"')
    .replace('<Hint>Look closer.</Hint>', '<Hint></Hint>')
    .replace(
      '</Task>',
      `<Check id="limit" title="t" list="v1/Pod lab" that="items.siz() == 1" expected="e" />
<Check id="two" title="t" metrics="lab/demo" exec="lab/demo" that="true" expected="e" />
<Check id="three" title="t" metrics="lab/demo" that="usage.memory > 'x'" expected="e" />
</Task>`,
    )
    .replace('Do it.', 'Do {1 + 1}.');
  const found = findings(bad);
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^4:1 The frontmatter has an unknown field minuets\. Did you mean minutes\?/) as string,
      expect.stringMatching(/^11:16 Attribute points is wrong: 0\. Write points=\{2\}/) as string,
      expect.stringMatching(/^15:\d+ Attribute resource is wrong: "Pod lab\/demo"\. Write resource="v1\/Pod/) as string,
      expect.stringMatching(/^15:\d+ <Check> does not know the attribute withn here\. Did you mean within\?/) as string,
      expect.stringMatching(/^18:\d+ The hint is empty\./) as string,
      expect.stringMatching(/^21:8 The id limit is used twice; it is already in line 15/) as string,
      expect.stringMatching(/^21:\d+ There is no function siz here\. Did you mean size\?/) as string,
      expect.stringMatching(/^22:1 The check has 2 probes: exec, metrics\./) as string,
      expect.stringMatching(/^23:\d+ The expression is wrong: .*Quantity > string/) as string,
      expect.stringMatching(/^28:4 A lab page holds an expression\./) as string,
    ]) as string[],
  );
  expect(findings(good.replace('is {{token}}', 'is {{tokn}}'))).toEqual([
    '9:15 {{tokn}} is not a parameter of this lab. Did you mean {{token}}? Braces of another template language are written as \\{{tokn}} in code.',
  ]);
});

test('a mistake hides no other of its check, and what is misspelt is not missing besides', () => {
  const two = good.replace('within="20s"', 'withn="20s"').replace('self.spec.nodeName', 'self.spec.nodName');
  expect(findings(two)).toEqual([
    expect.stringContaining('does not know the attribute withn here. Did you mean within?') as string,
    expect.stringContaining('PodSpec has no field nodName') as string,
  ]);
  expect(findings(good.replace('title="The limit"', 'titel="The limit"'))).toEqual([
    expect.stringContaining('does not know the attribute titel here. Did you mean title?') as string,
  ]);
  expect(findings(good.replace('minutes: 15', 'minuets: 15'))).toEqual([
    expect.stringContaining('unknown field minuets. Did you mean minutes?') as string,
  ]);
  expect(findings(good.replace(' title="The limit"', ''))).toEqual([
    expect.stringContaining('<Check> lacks title.') as string,
  ]);
});

test('a time with a space in it is answered with the same time without', () => {
  expect(findings(good.replace('within="20s"', 'within="20 s"'))).toEqual([
    expect.stringMatching(/^15:\d+ Attribute within is wrong: "20 s"\. Write within="20s"\.$/) as string,
  ]);
});

test('a mistake in an expression of several lines is placed on its own line', () => {
  const source = good.replace("self.spec.nodeName == 'b'", "self.spec.nodeName == 'b' &&\n         slef.spec.b == 'c'");
  expect(findings(source)).toEqual([
    expect.stringMatching(/^17:10 The expression is wrong: Unknown variable: slef\. Did you mean self\?/) as string,
  ]);
});

test('nothing of a page is run', () => {
  expect(findings(good.replace('Some **text**.', 'export const a = 1'))).toEqual([
    expect.stringContaining('imports or exports code') as string,
  ]);
  expect(findings(good.replace('title="The limit"', 'title={process.exit(1)}'))).toEqual([
    expect.stringContaining('Attribute title is not a literal') as string,
    expect.stringContaining('lacks title') as string,
  ]);
});

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

test('a lab without a solution to show is a finding', () => {
  expect(findings(good.replace(/<Solution>[^]*/, ''))).toEqual([
    expect.stringContaining('1:1 The lab has no <Solution>.') as string,
  ]);
});

test('broken MDX is one finding with its place', () => {
  expect(findings(good.replace('</Check>', ''))).toEqual([
    expect.stringMatching(/^\d+:\d+ This is not valid MDX/) as string,
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

test('a wrong value in the head is found where it begins, however deep it is', () => {
  const head = (cleanup: string): string[] =>
    findings(good.replace('objectives:', `cleanup:\n${cleanup}\nobjectives:`));
  expect(head('  objects: ["v1/PersistentVolume a"]\n  files: [/mnt/a, /etc/kubernetes]')).toEqual([
    expect.stringMatching(/^8:19 Field cleanup\.files\.1 is wrong: .* Write cleanup: with objects:/) as string,
  ]);
  const field = (line: string): string[] => findings(good.replace('objectives:', `${line}\nobjectives:`));
  expect(field('reset: new-cluster\nalone: true')).toEqual([]);
  expect(field('reset: never')).toEqual([
    expect.stringMatching(/^6:8 Field reset is wrong: .* Write reset: new-cluster/),
  ]);
  expect(field('alone: maybe')).toEqual([expect.stringMatching(/^6:8 Field alone is wrong: .* Write alone: true/)]);
  expect(head('  object: []')).toEqual([
    expect.stringMatching(/^7:3 Field cleanup is wrong: Unrecognized key: "object"\. Write cleanup:/) as string,
  ]);
});
