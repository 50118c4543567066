import { expect, test } from 'vitest';
import { exchange } from './registry.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('a drawn password is shown as another, plain, in base64, and in base64 within base64', () => {
  const config = (password: string): string =>
    JSON.stringify({ auths: { host: { password, auth: base64(`student:${password}`) } } });
  const output = (password: string): string =>
    `student:${password}\n${config(password)}\n  .dockerconfigjson: ${base64(config(password))}\n`;
  expect(exchange(output('abcdefghjkmnpqrs'), 'abcdefghjkmnpqrs', 'shown')).toBe(output('shown'));
});

test('what does not hold it stays as it is, base64 or not', () => {
  const output = `${base64('something else that is long')} /etc/containerd/certs.d/registry.course.local\n`;
  expect(exchange(output, 'abcdefghjkmnpqrs', 'shown')).toBe(output);
});
