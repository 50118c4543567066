import { expect, test } from 'vitest';
import { describeLoan, drawContexts } from './lend.ts';

const sketch = { server: 'https://127.0.0.1:1/', version: '1.36.3', nodes: ['one'], namespaces: [], uid: 'u' };

test('who lends a cluster reads what is in it and what will be removed', () => {
  const said = describeLoan('mini', { ...sketch, namespaces: ['shop', 'mail'] }, false);
  expect(said).toContain('Kubernetes 1.36.3, one node');
  expect(said).toContain('shop, mail');
  expect(said).toContain('what is younger than the lab is removed');
  expect(said).not.toContain('proved on a cluster of one node');
});

test('a cluster of several nodes is said to be another one than the labs are proved on', () => {
  expect(describeLoan('big', { ...sketch, nodes: ['a', 'b', 'c'] }, false)).toContain('this one has 3');
});

test('whose nodes are entered is told what that means, and anybody else is not', () => {
  expect(describeLoan('mini', sketch, true)).toMatch(/enter its nodes as root.*\/etc.*stays/u);
  expect(describeLoan('mini', sketch, false)).not.toContain('root');
});

test('contexts are listed with the current one marked, and without any the files are named', () => {
  const contexts = [
    { name: 'kind-a', server: 'https://a', isCurrent: false },
    { name: 'minikube', server: 'https://b', isCurrent: true },
  ];
  expect(drawContexts(contexts, ['/f'])).toMatch(/^ {2}kind-a {4}https:\/\/a\n\* minikube {2}https:\/\/b\n/u);
  expect(drawContexts([], ['/f'])).toContain('There is no context in /f.');
});
