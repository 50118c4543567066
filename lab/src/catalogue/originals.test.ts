import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { checkOriginals } from './originals.ts';
import { parseLab } from '../language/parse.ts';

const setup = `apiVersion: v1
kind: Namespace
metadata: { name: lab }
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: web-{{token}}, namespace: lab }
---
apiVersion: v1
kind: Pod
metadata: { name: demo, namespace: lab }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: page }
`;

function findings(attributes: string): string[] {
  const found: string[] = [];
  const page = good
    .replace(' since="start"', '')
    .replace('resource="v1/Pod lab/demo"', attributes)
    .replace(/ that="[^"]*"/, ' that="true"');
  const lab = parseLab(page, () => undefined);
  checkOriginals(lab, [setup], ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}

test.each([
  ['resource="v1/Pod lab/demo"', 'v1/Pod lab/demo'],
  ['event="v1/Pod lab/demo" reason="Killing"', 'v1/Pod lab/demo'],
  ['logs="lab/demo"', 'v1/Pod lab/demo'],
  ['exec="lab/demo" argv={["true"]}', 'v1/Pod lab/demo'],
  ['metrics="lab/demo"', 'v1/Pod lab/demo'],
  ['http="pod lab/demo" port={80}', 'v1/Pod lab/demo'],
  ['http="service lab/web-{{token}}" port={80}', 'v1/Service lab/web-{{token}}'],
  ['http="nodeport lab/web-{{token}}" port={80}', 'v1/Service lab/web-{{token}}'],
  ['resource="v1/ConfigMap default/page"', 'v1/ConfigMap default/page'],
  ['resource="v1/Namespace lab"', 'v1/Namespace lab'],
])('a check of %s, which the set-up makes, says which object it means', (attributes, object) => {
  expect(findings(attributes)).toEqual([
    expect.stringMatching(
      /^\d+:\d+ .* is of the set-up, and the check takes any .* Write since="setup" .* or since="any"/,
    ),
  ]);
  expect(findings(attributes)[0]).toContain(object);
  for (const since of ['setup', 'any', 'start']) expect(findings(`${attributes} since="${since}"`)).toEqual([]);
});

test.each([
  'resource="v1/Pod lab/other"',
  'resource="v1/Pod other/demo"',
  'resource="v1/Service lab/demo"',
  'resource="v1/Pod lab/demo" absent',
  'event="v1/Pod lab/*" reason="Killing"',
  'list="v1/Pod lab"',
  'http="pod lab app=web" port={80}',
])('a check of %s names nothing that the set-up makes', (attributes) => {
  expect(findings(attributes)).toEqual([]);
});
