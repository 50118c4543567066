import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { announce, type Opened } from './announce.ts';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const rest = { netmask: '', mac: '', internal, cidr: null };
  return address.includes(':')
    ? { address, family: 'IPv6', scopeid: 0, ...rest }
    : { address, family: 'IPv4', ...rest };
}

const local: Opened = {
  url: 'http://127.0.0.1:8080',
  base: '',
  host: '127.0.0.1',
  isLoopback: true,
  origins: [],
  students: 'one',
  tier: 1,
  readyAfter: '3.0 s',
  interfaces: {
    lo: [at('127.0.0.1', true)],
    eth0: [at('192.168.1.7'), at('fe80::1'), at('2001:db8::7')],
    docker0: [at('172.17.0.1')],
    'br-12ab': [at('10.213.0.1')],
  },
};
const open: Opened = {
  ...local,
  url: 'http://localhost:8080',
  host: '0.0.0.0',
  isLoopback: false,
  students: 'browser',
};

describe('a start says', () => {
  test('the address and nothing else where only this machine reaches it', () => {
    expect(announce(local)).toBe(
      'Drydock is open at http://127.0.0.1:8080 (ready after 3.0 s). Ctrl-C ends it; clusters and progress are kept.',
    );
    expect(announce({ ...local, origins: ['http://localhost:3000'] })).not.toContain('board');
  });

  test('what to write on the board: an address of the network, never localhost or one of a container network', () => {
    const board = announce(open)
      .split('\n')
      .find((line) => line.startsWith('For the board:'));
    expect(board).toBe('For the board: http://192.168.1.7:8080');
    expect(announce({ ...open, host: '192.168.1.7', url: 'http://192.168.1.7:80' })).toContain(
      'board: http://192.168.1.7\n',
    );
    const below = { ...open, base: '/k8s', url: 'http://localhost:8080/k8s' };
    expect(announce(below)).toContain('board: http://192.168.1.7:8080/k8s\n');
    const sixth = { ...open, host: '::', interfaces: { eth0: [at('fe80::1'), at('2001:db8::7')] } };
    expect(announce(sixth)).toContain('board: http://[2001:db8::7]:8080');
    expect(announce({ ...open, interfaces: {} })).toContain('no address in a network');
  });

  test('what is exposed, to whom, and how to do it better', () => {
    const said = announce(open);
    expect(said).toMatch(/plain HTTP/u);
    expect(said).toMatch(/asks for no password/u);
    expect(said).toMatch(/root on a privileged node/u);
    expect(said).toMatch(/Each browser is a student of its own/u);
    const shared = announce({ ...open, tier: 2 });
    expect(shared).toMatch(/share the kernel of this machine \(tier 2\)/u);
    expect(shared).not.toMatch(/root on a/u);
    expect(said).toMatch(/reverse proxy with TLS.*DRYDOCK_ORIGINS/u);
  });

  test('the same behind a proxy, without calling TLS plain', () => {
    const proxied = { ...local, origins: ['https://course.example'], students: 'browser' } as const;
    expect(announce(proxied)).toContain('For the board: https://course.example');
    expect(announce(proxied)).toMatch(/Anyone who passes your proxy.*root/u);
    expect(announce(proxied)).not.toContain('plain HTTP');
    expect(announce({ ...proxied, origins: ['http://course.example:8443'] })).toContain('plain HTTP');
  });

  test('that all are one student where that was chosen', () => {
    expect(announce({ ...open, students: 'one' })).toMatch(/one student.*same terminals.*DRYDOCK_STUDENTS=browser/u);
  });
});
