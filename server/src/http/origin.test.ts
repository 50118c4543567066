import { describe, expect, test } from 'vitest';
import { ownNames } from '../config.ts';
import { createOriginCheck } from './origin.ts';

const check = createOriginCheck({ names: ownNames('127.0.0.1'), origins: ['https://course.example'] });

describe('origin', () => {
  test.each([
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://localhost:8080', 'localhost:8080'],
    ['http://[::1]:8080', '[::1]:8080'],
    ['http://localhost:9000', 'localhost:9000'],
    ['https://course.example', 'course.example'],
    [undefined, 'localhost:8080'],
  ])('%s at %s may', (origin, host) => {
    expect(check.isAllowedOrigin(origin, host)).toBe(true);
  });

  test.each([
    ['http://evil.example', '127.0.0.1:8080'],
    ['http://localhost:3000', 'localhost:8080'],
    ['http://127.0.0.1:8080', 'localhost:8080'],
    ['http://localhost.evil.example:8080', 'localhost:8080'],
    ['null', 'localhost:8080'],
    ['http://evil.example:8080', 'evil.example:8080'],
    [undefined, 'evil.example:8080'],
    [undefined, undefined],
    ['', 'localhost:8080'],
  ])('%s at %s may not', (origin, host) => {
    expect(check.isAllowedOrigin(origin, host)).toBe(false);
  });

  test('a foreign page is named, with what to do', () => {
    expect(() => check.check({ host: 'localhost:8080', origin: 'http://evil.example' })).toThrow(/evil\.example/);
    expect(() => check.check({ host: 'rebound.example' })).toThrow(/does not answer to the name "rebound\.example"/);
  });

  test('behind a proxy the way out is the address of the proxy', () => {
    const behind = createOriginCheck({ names: ['localhost'], origins: ['https://course.example:9443'] });
    const foreign = { host: 'course.example:9443', origin: 'https://evil.example' };
    expect(() => behind.check(foreign)).toThrow(
      expect.objectContaining({ fix: expect.stringContaining('https://course.example:9443/') }),
    );
  });

  test('a picture or stream of another site is refused, a link to us is followed', () => {
    const foreign = { host: 'localhost:8080', 'sec-fetch-site': 'cross-site' };
    expect(() => check.check({ ...foreign, 'sec-fetch-mode': 'no-cors' })).toThrow(/another address/);
    expect(() => check.check({ ...foreign, 'sec-fetch-mode': 'navigate' })).not.toThrow();
  });
});
