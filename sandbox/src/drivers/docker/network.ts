import { randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { BlockList } from 'node:net';
import { commandFailed, docker, tryRun } from '@drydock/host';
import type { SandboxSpec } from '../../driver.ts';
import { clusterName, label, labelArguments, type Labels } from './names.ts';
import type { DockerSettings } from './settings.ts';
import { fail } from '../../text/fail.ts';

/** 10.213.0.0/16 in 4096 networks of 14 addresses: three nodes, the workspace, the gateway and some to come. Outside kubeadm's Pod and Service ranges. */
export function subnet(index: number): string {
  return `10.213.${index >> 4}.${(index & 15) << 4}/28`;
}

export const subnetCount = 4096;
const attempts = 40;

/** Makes the sandbox's own network, labelled, on a subnet that nothing on this host uses; Docker is the judge of overlaps, so two makers cannot collide. */
export async function makeNetwork(spec: SandboxSpec, labels: Labels): Promise<void> {
  const ours = interfaceAddresses();
  for (let tried = 0; tried < attempts; tried++) {
    const range = subnet(randomInt(subnetCount));
    if (contains(range, ours)) continue;
    const args = [
      'network',
      'create',
      '--driver',
      'bridge',
      '--subnet',
      range,
      ...labelArguments(labels),
      clusterName(spec.id),
    ];
    const result = await tryRun('docker', args);
    if (result.exitCode === 0) return;
    if (!/overlap/iu.test(result.stderr)) throw commandFailed(['docker', ...args], result);
  }
  throw fail('no_capacity', (text) => text.noNetwork('10.213.0.0/16', attempts));
}

/** A network of a sandbox, described by its labels. */
export interface FoundNetwork {
  readonly id: string;
  readonly maker: string;
  readonly instance: string;
  readonly lifetime: string;
  readonly createdAt: string;
}

/** The networks of this installation that exist, with the maker each names. */
export async function readNetworks(settings: DockerSettings): Promise<readonly FoundNetwork[]> {
  return (await readEveryNetwork()).filter(({ instance }) => instance === settings.instance);
}

/** The networks of every installation of Drydock on this host. */
export async function readEveryNetwork(): Promise<readonly FoundNetwork[]> {
  const columns = [label.sandbox, label.maker, label.instance, label.lifetime, label.created];
  const format = columns.map((name) => `{{.Label "${name}"}}`).join('\t');
  const rows = await docker(['network', 'ls', '--filter', `label=${label.sandbox}`, '--format', format]);
  return rows.split('\n').flatMap((row) => {
    const [id, maker = '', instance = '', lifetime = '', createdAt = ''] = row.split('\t');
    return id ? [{ id, maker, instance, lifetime, createdAt }] : [];
  });
}

function interfaceAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

function contains(range: string, addresses: readonly string[]): boolean {
  const [base = '', prefix] = range.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(prefix));
  return addresses.some((address) => list.check(address));
}
