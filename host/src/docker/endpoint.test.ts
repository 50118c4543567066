import { expect, test } from 'vitest';
import { parseEndpoint } from './endpoint.ts';

test('a socket of this machine and a plain port are understood', () => {
  expect(parseEndpoint('unix:///run/user/1000/docker.sock').target).toEqual({
    socketPath: '/run/user/1000/docker.sock',
  });
  expect(parseEndpoint('tcp://127.0.0.1:2375').target).toEqual({ host: '127.0.0.1', port: 2375 });
});

test.each(['ssh://teacher@lab', 'tcp://lab:2376', 'npipe:////./pipe/docker_engine', ''])(
  'the address %j is refused with what to do',
  (address) => {
    expect(() => parseEndpoint(address)).toThrow(
      expect.objectContaining({ code: 'host_not_ready', fix: expect.stringContaining('DOCKER_HOST') }),
    );
  },
);
