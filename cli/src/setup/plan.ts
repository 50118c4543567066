import { isAtLeast } from '@drydock/host';
import type { HostRequirements } from '@drydock/sandbox';
import type { HostFacts } from './host/facts.ts';

/** What a run needs of the host: `start` serves, `test` needs a browser besides. */
export type Purpose = 'start' | 'test';

/** What set-up would change on this host, in order; all empty when the host is ready. */
export interface SetupPlan {
  /** Packages for apt, `name` from the host's own release or `name/sid`. */
  readonly packages: readonly string[];
  readonly needsSid: boolean;
  readonly startsDocker: boolean;
  readonly raisesInotify: boolean;
  /** Swap in memory, for sandboxes that are frozen deep. */
  readonly addsSwap: boolean;
}

/** The oldest Go that builds a node image here; what a driver needs is its own to say. */
export const oldestGo = '1.21.0';

/** Decides what to install and start from what was read of the host; a Docker that answers is used as it is. */
export function planSetup(
  facts: HostFacts,
  purpose: Purpose,
  { programs, inotify }: HostRequirements,
  hostPackages: readonly string[] = [],
): SetupPlan {
  const packages: string[] = [];
  const docker = programs['docker'];
  const kind = programs['kind'];
  const hasDaemon = facts.docker.serverVersion !== undefined || facts.hasDockerDaemonBinary;
  if (docker !== undefined && !hasDaemon)
    packages.push('docker.io/sid', 'docker-cli/sid', 'containerd/sid', 'docker-buildx/sid', 'iptables');
  if (kind !== undefined && !isAtLeast(facts.kindVersion, kind)) packages.push('kind/sid');
  if (!isAtLeast(facts.goVersion, oldestGo)) packages.push('golang-go/sid', 'golang-src/sid');
  for (const name of hostPackages) if (!facts.commands.has(name)) packages.push(name);
  if (purpose === 'test' && !facts.commands.has('chromium')) packages.push('chromium');
  // Elsewhere the few tests that need them are skipped.
  const isDebian = facts.distribution.startsWith('debian');
  if (purpose === 'test' && docker !== undefined && isDebian && !facts.hasCompose) packages.push('docker-compose/sid');
  if (purpose === 'test' && isDebian && !facts.hasPythonVenv) packages.push('python3-venv');
  if (purpose === 'test' && !facts.commands.has('ip')) packages.push('iproute2');
  if (purpose === 'test' && !facts.fonts.cjk) packages.push('fonts-noto-cjk');
  return {
    packages,
    needsSid: packages.some((name) => name.endsWith('/sid')),
    startsDocker: docker !== undefined && facts.docker.serverVersion === undefined,
    raisesInotify: facts.inotify.instances < inotify.instances.enough || facts.inotify.watches < inotify.watches.enough,
    addsSwap: purpose === 'start' && facts.deepFreezeLack === 'swap',
  };
}
