import type { HostFacts } from './facts.ts';

/** A host on which nothing is missing: the starting point of every test about a host that lacks something. */
export const readyHost: HostFacts = {
  platform: 'linux',
  isRoot: true,
  distribution: 'debian bookworm',
  hasSystemd: false,
  isContainerOrVm: true,
  docker: { clientVersion: '28.5.2', serverVersion: '28.5.2+dfsg4' },
  hasDockerDaemonBinary: true,
  hasCompose: true,
  hasPythonVenv: true,
  kindVersion: '0.33.0',
  goVersion: '1.26.8',
  commands: new Set(['apt-get', 'mmdebstrap', 'zstd', 'chromium', 'iptables', 'ip', 'git', 'tar']),
  fonts: { cjk: true },
  memoryBytes: 24 * 2 ** 30,
  processors: 4,
  disks: [
    { use: 'images and builds', folder: '/', freeBytes: 80 * 2 ** 30 },
    { use: 'data', folder: '/', freeBytes: 80 * 2 ** 30 },
    { use: 'Docker', folder: '/', freeBytes: 80 * 2 ** 30 },
  ],
  cgroup: { version: 1, controllers: ['cpu', 'cpuacct', 'cpuset', 'memory', 'pids', 'name=systemd'], unmounted: [] },
  inotify: { instances: 8192, watches: 1_048_576 },
  hasOverlay: true,
};
