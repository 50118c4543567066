import { describe, expect, test } from 'vitest';
import { type DockerPlace, explainUnseen, fileSystemOf } from './unseen-folder.ts';

const usual: DockerPlace = {
  endpoint: 'unix:///var/run/docker.sock',
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  rootDirectory: '/var/lib/docker',
  isRootless: false,
  fileSystem: 'ext4',
};

describe('a folder that containers do not get is explained by', () => {
  test.each<[string, Partial<DockerPlace>, RegExp, RegExp]>([
    [
      'a Docker of another machine',
      { endpoint: 'tcp://10.0.0.7:2376' },
      /tcp:\/\/10\.0\.0\.7:2376.*another machine/u,
      /DOCKER_HOST/u,
    ],
    ['a Docker behind ssh', { endpoint: 'ssh://me@host' }, /another machine/u, /docker context use default/u],
    [
      'a snap',
      { rootDirectory: '/var/snap/docker/common/var-lib-docker' },
      /snap.*hidden folders/u,
      /snap remove|no dot/u,
    ],
    ['Docker Desktop', { operatingSystem: 'Docker Desktop' }, /virtual machine/u, /Docker Engine/u],
    ['FUSE', { fileSystem: 'fuse.sshfs' }, /fuse\.sshfs.*root/u, /DRYDOCK_DATA=\/var\/lib\/drydock/u],
    ['NFS', { fileSystem: 'nfs4' }, /nfs4/u, /local disk/u],
    ['a rootless Docker', { isRootless: true }, /rootless/u, /systemctl --user restart docker/u],
    ['a mount namespace of its own', {}, /mount namespace of its own/u, /restart the daemon/u],
  ])('%s', (_name, place, why, fix) => {
    const problem = explainUnseen('/data/run', 'no such file', { ...usual, ...place });
    expect(problem.code).toBe('host_not_ready');
    expect(problem.message).toContain('/data/run: no such file');
    expect(problem.message).toMatch(why);
    expect(problem.fix).toMatch(fix);
  });
});

test('the file system of a folder is that of the nearest mount above it, the latest where several are', () => {
  const mountinfo = [
    '21 1 259:1 / / rw - ext4 /dev/root rw',
    '30 21 0:40 / /home rw shared:1 - nfs4 server:/home rw',
    '31 30 0:41 / /home/me/my\\040data rw - fuse.sshfs host: rw',
    '32 31 0:42 / /home/me/my\\040data rw - tmpfs tmpfs rw',
  ].join('\n');
  expect(fileSystemOf('/home/me/my data/run', mountinfo)).toBe('tmpfs');
  expect(fileSystemOf('/home/me/other', mountinfo)).toBe('nfs4');
  expect(fileSystemOf('/homes', mountinfo)).toBe('ext4');
  expect(fileSystemOf('/x', '')).toBe('');
});
