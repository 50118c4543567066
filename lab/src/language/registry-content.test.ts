import { expect, test } from 'vitest';
import { goodPage as good } from '../testing/good-page.ts';
import { pageFindings } from '../testing/page-findings.ts';
import { draftLab } from './combine.ts';

const withHead = (head: string): string =>
  good.replace('parameters: { token: random8 }', `parameters: { token: random8 }\n${head}`);

const findings = (head: string): string[] => pageFindings(withHead(head));

test('a lab says what its registry holds, and who may pull it', () => {
  const open =
    'registry: { access: anonymous, images: { "lazy:v1": course.local/web:1.0, "a/b-{{token}}:v2": course.local/web:2.0 } }';
  expect(findings(open)).toEqual([]);
  expect(draftLab('a', withHead(open))).toMatchObject({
    registry: true,
    registryContent: { access: 'anonymous', images: { 'lazy:v1': 'course.local/web:1.0' } },
  });
  const plain = draftLab('a', withHead('registry: true').replace('random8 }', 'random8, password: password16 }'));
  expect(plain).toMatchObject({ registry: true });
  expect(plain).not.toHaveProperty('registryContent');
});

test.each([
  ['registry: true', /^6:11 The account of the registry has no password\. Add password: password16/],
  ['registry: { images: { "lazy:v1": course.local/web:1.0 } }', /no password.*or write access: anonymous/],
  [
    'registry: { access: anonymous, images: { lazy: course.local/web:1.0 } }',
    /Field registry.* is wrong: .* Write registry: true/,
  ],
  ['registry: { access: anonymous, images: { "lazy:v1": nginx } }', /Field registry.* is wrong: /],
  ['registry: { access: everybody }', /Field registry.* is wrong: /],
])('%s is a finding', (head, finding) => {
  expect(findings(head)).toEqual([expect.stringMatching(finding) as string]);
});
