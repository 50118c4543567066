import { expect, test } from 'vitest';
import { aptStatus, debianMirror, sidSource } from './apt.ts';

test("the host's own mirror serves sid too; security archives are passed over", () => {
  const uris = 'http://deb.example.org/debian-security/\nhttp://mirror.example.org/debian/\n';
  expect(debianMirror(uris)).toBe('http://mirror.example.org/debian/');
  expect(debianMirror('http://other.example.org/postgres/\n')).toBe('http://deb.debian.org/debian');
});

test('the source accepts a Release file past its date, for a mirror may be older than a week', () => {
  expect(sidSource('http://mirror.example.org/debian')).toMatch(/^Check-Valid-Until: no$/m);
});

test('downloads are the first half of the way and installing the second', () => {
  expect(aptStatus('dlstatus:3:40.0000:Retrieving file 3 of 9')).toEqual({
    fraction: 0.2,
    note: 'Retrieving file 3 of 9',
  });
  expect(aptStatus('pmstatus:docker.io:50.0000:Unpacking docker.io (amd64)')).toEqual({
    fraction: 0.75,
    note: 'Unpacking docker.io (amd64)',
  });
  expect(aptStatus('anything else')).toEqual({});
});
