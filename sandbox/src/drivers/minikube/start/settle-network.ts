import { setTimeout as delay } from 'node:timers/promises';
import { askDocker, demandDocker, refusedByDocker } from '@drydock/host';
import { z } from 'zod';
import { containerName, unfinishedWorkspacePart } from '../../docker/names.ts';
import { fail } from '../text/fail.ts';

const lookAgainMs = 50;

const Container = z.object({
  State: z.object({ Running: z.boolean() }),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })).nullable() }),
});
const Network = z.object({
  Labels: z.record(z.string(), z.string()),
  IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string() })) }),
});

/**
 * Makes the network of a sandbox one that minikube takes. It counts the addresses of its nodes up from the gateway, whoever has them, so the gateway must have been named when the network was
 * made, and the workspace, which is started at the same time, gets the last address. Nobody talks to the workspace by an address, so nothing notices.
 */
export async function settleNetwork(id: string, network: string, signal: AbortSignal): Promise<void> {
  const workspace = containerName(id, unfinishedWorkspacePart);
  while (!(await isOnNetwork(workspace, network))) await delay(lookAgainMs, undefined, { signal });
  const inspect = ['docker', 'network', 'inspect', network];
  const found = await demandDocker({ command: inspect, method: 'GET', path: `/networks/${network}` });
  const { Labels, IPAM } = Network.parse(found);
  const Subnet = IPAM.Config[0]?.Subnet ?? '';
  const [gateway, last] = endsOf(Subnet) ?? [];
  if (gateway === undefined || last === undefined) throw fail('no_capacity', (text) => text.noRoom(network));
  const change = async (verb: string, method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> => {
    const command = ['docker', 'network', verb, network];
    const { refusal } = await askDocker({ command, method, path: `/networks/${path}`, ...(body && { body }) });
    if (refusal !== undefined) throw refusedByDocker(command, refusal);
  };
  await change('disconnect', 'POST', `${network}/disconnect`, { Container: workspace, Force: true });
  await change('rm', 'DELETE', network);
  const ranges = { Config: [{ Subnet, Gateway: gateway }] };
  await change('create', 'POST', 'create', { Name: network, Driver: 'bridge', IPAM: ranges, Labels });
  const EndpointConfig = { IPAMConfig: { IPv4Address: last } };
  await change('connect', 'POST', `${network}/connect`, { Container: workspace, EndpointConfig });
}

/** Returns the first and the last address of a subnet that may be used; undefined where the two are too near for the nodes between them. */
export function endsOf(subnet: string): readonly [first: string, last: string] | undefined {
  const [base = '', prefix = ''] = subnet.split('/');
  const bytes = base.split('.').map(Number);
  const size = 2 ** (32 - Number(prefix));
  if (bytes.length !== 4 || !(size >= 16)) return undefined;
  const whole = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const start = whole - (whole % size);
  const written = (address: number): string =>
    [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  return [written(start + 1), written(start + size - 2)];
}

async function isOnNetwork(container: string, network: string): Promise<boolean> {
  const command = ['docker', 'inspect', container];
  const asked = { command, method: 'GET', path: `/containers/${container}/json` } as const;
  const { status, body, refusal } = await askDocker(asked);
  if (status === 404) return false;
  if (refusal !== undefined) throw refusedByDocker(command, refusal);
  const { State, NetworkSettings } = Container.parse(body);
  return State.Running && (NetworkSettings.Networks?.[network]?.IPAddress ?? '') !== '';
}
