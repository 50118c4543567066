import { expect, test } from 'vitest';
import { studentRules } from './role.ts';

/** What leads to a node, to another identity or past a policy. */
const dangerous = {
  verbs: ['*', 'approve', 'bind', 'deletecollection', 'escalate', 'impersonate', 'sign', 'use'],
  writes: [/^nodes\//u, /\/status$/u, /^(?:pods\/)?bindings?$/u, /policies$|policybindings$|webhookconfigurations$/u],
  groups: ['admissionregistration.k8s.io', 'apiregistration.k8s.io', 'certificates.k8s.io', 'node.k8s.io'],
};
const isRead = (verb: string): boolean => ['get', 'list', 'watch'].includes(verb);

test('no rule of a student has a verb that gives more rights than it names', () => {
  for (const { verbs } of studentRules) expect(verbs.filter((verb) => dangerous.verbs.includes(verb))).toEqual([]);
});

test('what is not a student’s to write can at most be read', () => {
  const writing = studentRules.filter(({ verbs }) => !verbs.every(isRead));
  for (const { apiGroups, resources } of writing) {
    expect(apiGroups.filter((group) => dangerous.groups.includes(group))).toEqual([]);
    // Network policies are theirs, as are the disruption budgets.
    const written = resources.filter((resource) => resource !== 'networkpolicies');
    for (const pattern of dangerous.writes) expect(written.filter((resource) => pattern.test(resource))).toEqual([]);
  }
  expect(studentRules.flatMap(({ resources }) => resources)).not.toContain('nodes/proxy');
});

test('every resource is named, but in groups that only students have, and where they only read', () => {
  const wild = studentRules.filter(({ resources }) => resources.includes('*'));
  for (const { apiGroups, verbs } of wild)
    expect(
      verbs.every(isRead) || apiGroups.every((group) => /^(?:course\.local|(?:stable\.)?example\.com)$/u.test(group)),
    ).toBe(true);
  expect(studentRules.flatMap(({ apiGroups }) => apiGroups)).not.toContain('*');
});
