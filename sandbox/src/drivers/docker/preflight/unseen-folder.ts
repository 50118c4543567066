import type { Problem } from '@drydock/model';

/** Where Docker is and what the data folder is on: what decides why a container does not see the folder. */
export interface DockerPlace {
  /** Where the client finds the daemon: `unix:///var/run/docker.sock`, `tcp://…`, `ssh://…`. */
  readonly endpoint: string;
  readonly operatingSystem: string;
  readonly rootDirectory: string;
  readonly isRootless: boolean;
  /** The type of the file system under the folder, as /proc/self/mountinfo names it. */
  readonly fileSystem: string;
}

const localDisk = 'Set DRYDOCK_DATA to a folder on a local disk that Docker sees';

/** Why a container does not see a folder of this host, or cannot listen in it, in words for the person who set Docker up; `cause` is what was seen. */
export function explainUnseen(folder: string, cause: string, place: DockerPlace): Problem {
  const [why, fix] = reasonOf(place);
  return {
    code: 'host_not_ready',
    message: `Containers do not get the data folder ${folder}: ${cause}\n  ${why}`,
    fix,
  };
}

function reasonOf(place: DockerPlace): readonly [why: string, fix: string] {
  const { endpoint, operatingSystem, rootDirectory, isRootless, fileSystem } = place;
  if (!endpoint.startsWith('unix://') && endpoint !== '') {
    return [
      `Docker is asked at ${endpoint}: a daemon on another machine has other folders.`,
      'Use a Docker of this machine: unset DOCKER_HOST, or `docker context use default`.',
    ];
  }
  if (rootDirectory.startsWith('/var/snap/') || /ubuntu core/iu.test(operatingSystem)) {
    return [
      'This Docker is a snap, which has its own view of the disk: hidden folders of a home and most of what is outside it are not in it.',
      'Install Docker from the distribution or from docker.com (`sudo snap remove docker`), or set DRYDOCK_DATA to a folder in your home whose path has no dot in front of a name.',
    ];
  }
  if (/docker desktop/iu.test(operatingSystem)) {
    return [
      'Docker Desktop runs in a virtual machine that gets only shared folders, and no Unix socket passes into it.',
      'Use Docker Engine (in WSL 2 or Linux), not Docker Desktop.',
    ];
  }
  if (/^(?:fuse|nfs|cifs|smb|9p|sshfs|ceph|glusterfs)/u.test(fileSystem)) {
    return [
      `The folder is on ${fileSystem}, where root, as whom the Docker daemon reads, may see nothing and sockets may not work.`,
      `${localDisk}: DRYDOCK_DATA=/var/lib/drydock npm start.`,
    ];
  }
  if (isRootless) {
    return [
      'Docker runs rootless: it sees folders as they were mounted when it started, and only what its user may read.',
      `${localDisk} and its user owns, or restart it: \`systemctl --user restart docker\`.`,
    ];
  }
  return [
    'The Docker daemon sees other folders than this program: one of the two runs in a container or mount namespace of its own, or the folder was mounted after the daemon started.',
    `${localDisk}, or restart the daemon: \`sudo systemctl restart docker\`.`,
  ];
}

/** The type of the file system that holds a path, out of /proc/self/mountinfo; empty when it is not told. */
export function fileSystemOf(path: string, mountinfo: string): string {
  let found = { point: '', type: '' };
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = (before.split(' ')[4] ?? '').replaceAll('\\040', ' ');
    const [type = ''] = after.split(' ');
    const holds = path === point || path.startsWith(point === '/' ? '/' : `${point}/`);
    // The last mount of a point covers those before it.
    if (point !== '' && holds && point.length >= found.point.length) found = { point, type };
  }
  return found.type;
}
