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

test('the length of a page is that of the page the server wrote', () => {
  const page = (at: string): string => `<a href="${at}/next">é</a>`;
  const lengthOf = (text: string): string => String(Buffer.byteLength(text));
  const headers = { ...html, 'content-length': lengthOf(page(prefix)) };
  expect(withoutProxy(prefix, { body: page(prefix), headers }).headers['content-length']).toBe(lengthOf(page('')));
  expect(withoutProxy(prefix, { body: page(prefix), headers, isCut: true }).headers).not.toHaveProperty(
    'content-length',
  );
  const plain = { ...html, 'content-length': '70000' };
  expect(withoutProxy(prefix, { body: 'no link', headers: plain, isCut: true }).headers).toEqual(plain);
});

test("the API server's caching headers are not those of the server behind it", () => {
  const caching = (value: string): string | undefined =>
    withoutProxy(prefix, { body: '', headers: { 'cache-control': value } }).headers['cache-control'];
  expect(caching('no-cache, private')).toBeUndefined();
  expect(caching('no-cache, private, max-age=60')).toBe('max-age=60');
  expect(caching('no-cache, private, no-cache, private')).toBe('no-cache, private');
  expect(caching('no-store')).toBe('no-store');
  const pf = { 'x-kubernetes-pf-flowschema-uid': 'a', 'x-kubernetes-pf-prioritylevel-uid': 'b' };
  expect(withoutProxy(prefix, { body: '', headers: pf }).headers).toEqual({});
});
