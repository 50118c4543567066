import { expect, test } from 'vitest';
import { withoutProxy } from './proxied.ts';

const prefix = '/api/v1/namespaces/lab/pods/web:80/proxy';
const html = { 'content-type': 'text/html; charset=utf-8' };

test('links of a page are those that the server wrote', () => {
  const page = (at: string): string =>
    `<html><head></head><body><a href="${at}/next">go</a><img src='${at}/a.png'><a href=${at}/>home</a><a href="https://example.org/x">out</a></body></html>`;
  expect(withoutProxy(prefix, { body: page(prefix), headers: html }).body).toBe(page(''));
});

test('a redirect leads where the server sends it', () => {
  const to = (location: string): string | undefined =>
    withoutProxy(prefix, { body: '', headers: { location } }).headers['location'];
  expect(to(`${prefix}/next?a=b`)).toBe('/next?a=b');
  expect(to(`https://127.0.0.1:6443${prefix}/next`)).toBe('/next');
  expect(to('https://example.org/')).toBe('https://example.org/');
  expect(to('next')).toBe('next');
});

test('what is no page is left as it is, and headers of the way are no headers of the answer', () => {
  const body = `{"link":"${prefix}/next"}`;
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked', 'audit-id': 'x', 'x-own': 'y' };
  expect(withoutProxy(prefix, { body, headers })).toEqual({
    body,
    headers: { 'content-type': 'application/json', 'x-own': 'y' },
  });
});
