import { expect, test } from 'vitest';
import { findingsOf } from './schema.ts';
import { keysOf, pathAt } from './yaml-keys.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: soup
spec:
  containers:
  - name: pot
    image: nginx
    command:
      - sh
      - -c
    env:
      - name: A
        value: |
          key: not a key
      # comment: not a key
      - name: B
---
apiVersion: v1
kind: Service
`;

const ways = (text: string) => keysOf(text).map(({ path, key, document }) => `${document} ${[...path, key].join('.')}`);

test('the way to each key is known: lists in the column of their key, texts over several lines, comments, documents', () => {
  expect(ways(pod)).toEqual([
    '0 apiVersion',
    '0 kind',
    '0 metadata',
    '0 metadata.name',
    '0 spec',
    '0 spec.containers',
    '0 spec.containers.[].name',
    '0 spec.containers.[].image',
    '0 spec.containers.[].command',
    '0 spec.containers.[].env',
    '0 spec.containers.[].env.[].name',
    '0 spec.containers.[].env.[].value',
    '0 spec.containers.[].env.[].name',
    '1 apiVersion',
    '1 kind',
  ]);
});

test('a key that is being written knows where it is', () => {
  const start = pod.indexOf('    command');
  expect(pathAt(pod, start, '    ')).toEqual(['spec', 'containers', '[]']);
  expect(pathAt(pod, pod.indexOf('spec:'), '  ')).toEqual(['metadata']);
});

const schema = {
  version: '1',
  kinds: { 'v1/Pod': 'Pod', 'v1/Service': 'Service' },
  structs: {
    Pod: { apiVersion: 'string', kind: 'string', metadata: 'Meta', spec: 'core.PodSpec' },
    Service: { apiVersion: 'string', kind: 'string' },
    Meta: { name: 'string', labels: '{}string' },
    'core.PodSpec': { containers: '[]core.Container' },
    'core.Container': { name: 'string', image: 'string', command: '[]string', env: '[]Env' },
    Env: { name: 'string', value: 'string' },
  },
};

test('a field or kind that Kubernetes does not have is found, with the one that was meant; what is right is not', () => {
  expect(findingsOf(schema, pod)).toEqual([]);
  expect(findingsOf(schema, pod.replace('image', 'imagee'))).toMatchObject([
    { what: 'field', name: 'imagee', owner: 'Container', meant: 'image' },
  ]);
  expect(findingsOf(schema, pod.replace('kind: Pod', 'kind: Pot'))).toMatchObject([{ what: 'kind', name: 'v1/Pot' }]);
  expect(findingsOf(schema, 'apiVersion: example.com/v1\nkind: Soup\nspec:\n  hot: true\n')).toEqual([]);
  expect(findingsOf(schema, 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    any: thing\n')).toEqual([]);
});
