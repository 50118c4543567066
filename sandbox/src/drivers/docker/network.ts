import { randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { BlockList } from 'node:net';
import { askDocker, demandDocker, refusedByDocker } from '@drydock/host';
import { z } from 'zod';
import type { SandboxSpec } from '../../driver.ts';
import { clusterName, label, labelsOn, type Labels } from './names.ts';
import type { DockerSettings } from './settings.ts';
import { fail } from '../../text/fail.ts';

/** 10.213.0.0/16 in 4096 networks of 14 addresses: three nodes, the workspace, the gateway and some to come. Outside kubeadm's Pod and Service ranges. */
export function subnet(index: number): string {
  return `10.213.${index >> 4}.${(index & 15) << 4}/28`;
}

export const subnetCount = 4096;
const attempts = 40;

/** Makes the sandbox's own network, labelled, on a subnet that nothing on this host uses, and on a bridge of this name; Docker is the judge of overlaps, so two makers cannot collide. */
export async function makeNetwork(spec: SandboxSpec, labels: Labels, bridge?: string): Promise<void> {
  const ours = interfaceAddresses();
  for (let tried = 0; tried < attempts; tried++) {
    const range = subnet(randomInt(subnetCount));
    if (contains(range, ours)) continue;
    const body = {
      Name: clusterName(spec.id),
      Driver: 'bridge',
      ...(bridge !== undefined && { Options: { 'com.docker.network.bridge.name': bridge } }),
      IPAM: { Config: [{ Subnet: range }] },
      Labels: labelsOn(labels),
    };
    const command = ['docker', 'network', 'create', clusterName(spec.id)];
    const { refusal } = await askDocker({ command, method: 'POST', path: '/networks/create', body });
    if (refusal === undefined) return;
    if (!/overlap/iu.test(refusal)) throw refusedByDocker(command, refusal);
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

const Networks = z.array(z.object({ Labels: z.record(z.string(), z.string()) }));

/** The networks of this installation that exist, with the maker each names. */
export async function readNetworks(settings: DockerSettings): Promise<readonly FoundNetwork[]> {
  return (await readEveryNetwork()).filter(({ instance }) => instance === settings.instance);
}

/** The networks of every installation of Drydock on this host. */
export async function readEveryNetwork(): Promise<readonly FoundNetwork[]> {
  const query = { filters: JSON.stringify({ label: [label.sandbox] }) };
  const read = await demandDocker({ command: ['docker', 'network', 'ls'], method: 'GET', path: '/networks', query });
  return Networks.parse(read).flatMap(({ Labels: { [label.sandbox]: id, ...labels } }) => {
    const { [label.maker]: maker = '', [label.instance]: instance = '' } = labels;
    const { [label.lifetime]: lifetime = '', [label.created]: createdAt = '' } = labels;
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
