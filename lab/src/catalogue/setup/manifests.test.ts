import { expect, test } from 'vitest';
import { checkManifests } from './manifests.ts';

function findings(text: string, isScript: boolean): string[] {
  const found: string[] = [];
  checkManifests(text, isScript, ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}
const job = `apiVersion: batch/v1
kind: Job
metadata: { name: hello, namespace: lab, labels: { any: thing } }
spec:
  paralelism: 2
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: course.local/busybox:1.37
          comand: [sh, -c, "echo {{token}}"]
          resources: { limits: { memory: 100Mi } }
`;

test('a misspelt field of a manifest is found with its place and the right word', () => {
  expect(findings(job, false)).toEqual([
    '5:3 JobSpec has no field paralelism in Kubernetes 1.36.3. Did you mean parallelism?',
    '12:11 Container has no field comand in Kubernetes 1.36.3. Did you mean command?',
  ]);
});

test('a script is searched for the manifests it hands to a command, and places are those of the script', () => {
  const script = `set -eu\nkubectl apply -f - <<'EOF'\n${job}EOF\ncat >page <<END\nnot: a manifest\nEND\n`;
  expect(findings(script, true).map((line) => line.split(' ')[0])).toEqual(['7:3', '14:11']);
});

test('a kind that does not exist, in the second document', () => {
  expect(
    findings('apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Pood\n', false),
  ).toEqual(['6:7 Kubernetes has no kind v1/Pood. Did you mean v1/Pod?']);
});

test('invalid YAML is reported with its place; in a script the shell has the last word', () => {
  const broken = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a\nspec: b: c\n';
  expect(findings(broken, false)[0]).toMatch(/^\d+:\d+ The manifest is not YAML: .*\. Look at the indentation/);
  expect(findings(`kubectl apply -f - <<EOF\n${broken}EOF\n`, true)).toEqual([]);
  expect(findings('# nothing yet\n', false)).toEqual([]);
});

test('parameters and custom resources are let through', () => {
  expect(
    findings('apiVersion: v1\nkind: Secret\nmetadata: { name: a-{{token}} }\nstringData: { a: {{password}} }\n', false),
  ).toEqual([]);
  expect(findings('apiVersion: example.org/v1\nkind: Ship\nspec: { sails: 3 }\n', false)).toEqual([]);
});

test('a list is allowed, and each of its items is looked at', () => {
  const list = `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Pood, metadata: { name: a } }
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: b }
    specc: {}
---
apiVersion: v1
kind: PodList
items:
  - { metadata: { name: c }, spec: { containerz: [] } }
`;
  expect(findings(list, false)).toEqual([
    '4:29 Kubernetes has no kind v1/Pood. Did you mean v1/Pod?',
    '8:5 Deployment has no field specc in Kubernetes 1.36.3. Did you mean spec?',
    '13:38 PodSpec has no field containerz in Kubernetes 1.36.3. Did you mean containers?',
  ]);
});
