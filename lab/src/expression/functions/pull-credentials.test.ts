import { expect, test } from 'vitest';
import { pullCredentials, pullKeys } from './pull-credentials.ts';

const image = 'registry.course.local:5000/student/app-abcd2345:v1';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const right = { username: 'student', password: 'secret' };

function secret(auths: unknown, type = 'kubernetes.io/dockerconfigjson'): unknown {
  return type.endsWith('json')
    ? { type, data: { '.dockerconfigjson': base64(JSON.stringify({ auths })) } }
    : { type, data: { '.dockercfg': base64(JSON.stringify(auths)) } };
}

test.each([
  'registry.course.local:5000',
  'http://registry.course.local:5000',
  'https://registry.course.local:5000',
  'registry.course.local:5000/',
  'http://registry.course.local:5000/v2/',
  'https://registry.course.local:5000/v1/',
  'registry.course.local:5000/student',
  'registry.course.local:5000/student/',
  'registry.course.local:5000/stud',
  'registry.course.local:5000/student/app-abcd2345',
  'registry.course.local:5000/v2/student',
  '*.course.local:5000',
  'registry.*.local:5000',
  'reg*try.course.local:5000/student',
  '*.*.*:5000',
])('the kubelet takes credentials under the key %s', (key) => {
  expect(pullCredentials(secret({ [key]: right }), image)).toMatchObject([right]);
});

test.each([
  'registry.course.local',
  'registry.course.local:443',
  'registry.course.local:*',
  'registry.course.local:5000/other',
  'registry.course.local:5000/v2',
  'registry.course.local:5000/*',
  '*.local:5000',
  '*:5000',
  'course.local:5000',
  'ftp://registry.course.local:5000',
  'HTTP://registry.course.local:5000',
  'https://index.docker.io/v1/',
  ' registry.course.local:5000',
])('the kubelet does not take credentials under the key «%s»', (key) => {
  expect(pullCredentials(secret({ [key]: right }), image)).toEqual([]);
});

test.each([
  ['user and password', right],
  ['auth', { auth: base64('student:secret') }],
  ['auth without padding', { auth: base64('student:secret').replace(/=+$/, '') }],
  ['auth before other fields', { username: 'other', password: 'other', auth: base64('student:secret') }],
  ['fields in another case', { Username: 'student', PASSWORD: 'secret' }],
])('an account is read from %s', (_, entry) => {
  expect(pullCredentials(secret({ 'registry.course.local:5000': entry }), image)).toMatchObject([right]);
});

test('a password may hold colons', () => {
  const entry = { auth: base64('student:a:b') };
  expect(pullCredentials(secret({ 'registry.course.local:5000': entry }), image)).toMatchObject([{ password: 'a:b' }]);
});

test('the most specific key is tried first, and those of all Secrets are tried', () => {
  const first = secret({ 'registry.course.local:5000': { username: 'a', password: '1' } });
  const second = secret({
    'registry.course.local:5000/student': { username: 'b', password: '2' },
    '*.course.local:5000': { username: 'c', password: '3' },
    'http://registry.course.local:5000': { username: 'd', password: '4' },
  });
  expect(pullCredentials([first, second], image).map(({ username }) => username)).toEqual(['b', 'a', 'd', 'c']);
});

test('an old .dockercfg is read as well', () => {
  const old = secret({ 'registry.course.local:5000': right }, 'kubernetes.io/dockercfg');
  expect(pullCredentials(old, image)).toMatchObject([right]);
});

test.each([
  ['nginx', true],
  ['student/app:v1', true],
  ['docker.io/library/nginx:1', true],
  ['index.docker.io/student/app', true],
  [image, false],
])('credentials for Docker Hub are for %s: %s', (of, taken) => {
  expect(pullCredentials(secret({ 'https://index.docker.io/v1/': right }), of)).toHaveLength(taken ? 1 : 0);
});

test.each([
  ['an Opaque Secret', { ...(secret({ 'registry.course.local:5000': right }) as object), type: 'Opaque' }],
  ['no data', { type: 'kubernetes.io/dockerconfigjson' }],
  ['no JSON', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64('{') } }],
  ['auth that is not base64', secret({ 'registry.course.local:5000': { auth: 'student:secret' } })],
  ['auth without a colon', secret({ 'registry.course.local:5000': { auth: base64('student') } })],
  ['a password that is a number', secret({ 'registry.course.local:5000': { username: 'a', password: 1 } })],
  ['no Secret at all', undefined],
])('the kubelet gets nothing out of %s', (_, of) => {
  expect(pullCredentials(of, image)).toEqual([]);
});

test('one Secret that cannot be read keeps the others from being used, as in the kubelet', () => {
  const broken = secret({ 'other:5000': { auth: '?' } });
  expect(pullCredentials([secret({ 'registry.course.local:5000': right }), broken], image)).toEqual([]);
});

test('the keys of a Secret are returned as they were written', () => {
  expect(pullKeys(secret({ 'http://a/v2/': right, b: right }))).toEqual(['http://a/v2/', 'b']);
});
