import type { HostFacts } from './facts.ts';

/** What a run needs of the host: `start` serves, `test` needs a browser besides. */
export type Purpose = 'start' | 'test';

/** What set-up would change on this host, in order; all empty when the host is ready. */
export interface SetupPlan {
  /** Packages for apt, `name` from the host's own release or `name/sid`. */
  readonly packages: readonly string[];
  readonly needsSid: boolean;
  readonly startsDocker: boolean;
  readonly raisesInotify: boolean;
}

/** The oldest versions the course runs on; Docker 20.10 cannot start a privileged node on newer kernels. */
export const oldest = { docker: '24.0.0', kind: '0.30.0', go: '1.21.0' } as const;

/** The inotify limits for a hundred sandboxes: a node takes about 20 instances, and a kubelet without one fails with "too many open files". */
export const inotifyFloor = { instances: 8192, watches: 1_048_576 } as const;

/** Decides what to install and start from what was read of the host; a Docker that answers is used as it is. */
export function planSetup(facts: HostFacts, purpose: Purpose, hostPackages: readonly string[] = []): SetupPlan {
  const packages: string[] = [];
  const hasDaemon = facts.docker.serverVersion !== undefined || facts.hasDockerDaemonBinary;
  if (!hasDaemon) packages.push('docker.io/sid', 'docker-cli/sid', 'containerd/sid', 'docker-buildx/sid', 'iptables');
  if (!isAtLeast(facts.kindVersion, oldest.kind)) packages.push('kind/sid');
  if (!isAtLeast(facts.goVersion, oldest.go)) packages.push('golang-go/sid', 'golang-src/sid');
  for (const name of hostPackages) if (!facts.commands.has(name)) packages.push(name);
  if (purpose === 'test' && !facts.commands.has('chromium')) packages.push('chromium');
  if (purpose === 'test' && !facts.commands.has('ip')) packages.push('iproute2');
  if (purpose === 'test' && !facts.fonts.cjk) packages.push('fonts-noto-cjk');
  return {
    packages,
    needsSid: packages.some((name) => name.endsWith('/sid')),
    startsDocker: facts.docker.serverVersion === undefined,
    raisesInotify: facts.inotify.instances < inotifyFloor.instances || facts.inotify.watches < inotifyFloor.watches,
  };
}

/** Says whether a dotted version is there and not older than another; what stands behind `+` or `-` does not count. */
export function isAtLeast(version: string | undefined, minimum: string): boolean {
  if (version === undefined) return false;
  const [mine, floor] = [numbers(version), numbers(minimum)];
  for (let at = 0; at < Math.max(mine.length, floor.length); at += 1) {
    const difference = (mine[at] ?? 0) - (floor[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): number[] {
  return (version.replace(/^v/, '').split(/[-+~]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
