import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { pageFindings as findings } from '../testing/page-findings.ts';
import { parseLab } from './parse.ts';

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
