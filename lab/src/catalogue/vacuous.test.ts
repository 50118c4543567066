import { expect, test } from 'vitest';
import { parseLab } from '../language/parse.ts';
import { goodPage as good } from '../testing/good-page.ts';
import { checkVacuous } from './vacuous.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: lab }\n';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a-{{token}}, namespace: lab }\n';

function findings(list: string, that: string, setup = [namespace]): string[] {
  const found: string[] = [];
  const page = good.replace('resource="v1/Pod lab/demo"', `list="${list}"`).replace("self.spec.nodeName == 'b'", that);
  checkVacuous(
    parseLab(page, () => undefined),
    setup,
    ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`),
  );
  return found;
}

test.each([
  "items.all(p, p.status.phase == 'Running')",
  "!items.exists(p, p.status.phase == 'Failed')",
  "items.filter(p, p.spec.nodeName == 'a').size() == 0 && !items.exists(p, p.spec.nodeName == 'b')",
  'size(items) < 3',
])('%s of nothing is true before anything was done', (that) => {
  expect(findings('v1/Pod lab app=web', that)).toEqual([
    '16:8 The condition of limit is true when there are no objects at all, as at the start of the lab. Say what must be there too, as in size(items) > 0 && items.all(…).',
  ]);
});

test.each([
  "size(items) > 0 && items.all(p, p.status.phase == 'Running')",
  "items.exists(p, p.status.phase == 'Running')",
  'items[0].metadata.name == params.token',
])('%s says what must be there', (that) => {
  expect(findings('v1/Pod lab app=web', that)).toEqual([]);
});

test('where the set-up or the cluster has such objects, nothing is said', () => {
  const gone = 'size(items) == 0';
  expect(findings('v1/Pod lab app=web', gone)).toHaveLength(1);
  expect(findings('v1/Pod lab app=web', gone, [`${namespace}---\n${pod}`])).toEqual([]);
  expect(findings('v1/Pod lab app=web', gone, [namespace, pod])).toEqual([]);
  expect(findings('v1/Pod kube-system', gone)).toEqual([]);
  expect(findings('v1/Node', gone)).toEqual([]);
  expect(findings('v1/Pod *', gone)).toEqual([]);
});
