import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { askDocker, demandDocker, type Dial, dialSocket, refusedByDocker, writeAtomically } from '@drydock/host';
import { z } from 'zod';
import type { Cancellable } from '../../../driver.ts';
import { fail } from '../../../text/fail.ts';
import { keepFromSwap } from '../deep/deep-freeze.ts';
import { clusterName, containerName, workspacePart } from '../names.ts';
import { nodeContainers } from '../nodes.ts';
import type { DockerSettings } from '../settings.ts';
import { addressesFile, type Found, type Part, readParts } from '../survey.ts';
import { agentSocket } from '../workspace.ts';

/** Addresses on the sandbox's network by the ids of containers. */
const Addresses = z.record(z.string(), z.string());
type Addresses = z.output<typeof Addresses>;

const Network = z.object({ Containers: z.record(z.string(), z.object({ IPv4Address: z.string() })).default({}) });

const agentTimeoutMs = 60_000;

/** Remembers the address of each container, which its certificates and its peers know: Docker gives addresses in the order of starts. */
export async function rememberAddresses(settings: DockerSettings, id: string): Promise<void> {
  await writeAtomically(addressesFile(settings, id), JSON.stringify(await readAddresses(id)));
}

/** Starts what was stopped of a sandbox, behind the rules that the host has lost with a reboot, each container with the address it was made with; resolves when the agent of the workspace listens. */
export async function startAgain(
  settings: DockerSettings,
  { id, profile }: Pick<Found, 'id' | 'profile'>,
  options: Cancellable,
): Promise<void> {
  await settings.hardening?.guardHost(settings.images.node);
  const known = Addresses.parse(JSON.parse(await readFile(addressesFile(settings, id), 'utf8')));
  const [parts, present] = await Promise.all([readParts(id, options), readAddresses(id, options)]);
  const isMisplaced = ({ container }: Part): boolean => {
    const [address, own] = [present[container], known[container]];
    return address !== undefined && (own === undefined ? Object.values(known).includes(address) : address !== own);
  };
  // What Docker has started already may have the address of another one.
  await Promise.all(parts.filter(isMisplaced).map(({ name }) => order('stop', name, { t: '5' })));
  const stopped = (await readParts(id, options)).filter(({ state }) => state === 'exited' || state === 'created');
  for (const { name, container } of stopped) {
    const address = known[container];
    if (address !== undefined) await moveTo(address, clusterName(id), name);
  }
  const isKnown = ({ container }: Part): boolean => known[container] !== undefined;
  await Promise.all(stopped.filter(isKnown).map(({ name }) => order('start', name)));
  // What came later, the registry, takes any address that is left.
  await Promise.all(stopped.filter((part) => !isKnown(part)).map(({ name }) => order('start', name)));
  await keepFromSwap(nodeContainers(settings, id, profile));
  await agentAnswers(settings, id, options);
}

async function readAddresses(id: string, options: Cancellable = {}): Promise<Addresses> {
  const network = clusterName(id);
  const command = ['docker', 'network', 'inspect', network];
  const read = await demandDocker({ command, method: 'GET', path: `/networks/${network}` }, options);
  const found = Object.entries(Network.parse(read).Containers);
  return Object.fromEntries(found.map(([container, { IPv4Address }]) => [container, IPv4Address.split('/')[0] ?? '']));
}

async function order(verb: 'start' | 'stop', name: string, query: Record<string, string> = {}): Promise<void> {
  await demandDocker({ command: ['docker', verb, name], method: 'POST', path: `/containers/${name}/${verb}`, query });
}

/** Gives a stopped container its address, which it then keeps. */
async function moveTo(address: string, network: string, container: string): Promise<void> {
  const leave = { command: ['docker', 'network', 'disconnect', network, container], method: 'POST' } as const;
  const body = { Container: container, Force: true };
  const left = await askDocker({ ...leave, path: `/networks/${network}/disconnect`, body });
  if (left.refusal !== undefined && !/not connected/iu.test(left.refusal))
    throw refusedByDocker(leave.command, left.refusal);
  const joined = { Container: container, EndpointConfig: { IPAMConfig: { IPv4Address: address } } };
  const command = ['docker', 'network', 'connect', '--ip', address, network, container];
  await demandDocker({ command, method: 'POST', path: `/networks/${network}/connect`, body: joined });
}

/** The socket's file outlives the agent, so it is dialled. */
async function agentAnswers(settings: DockerSettings, id: string, { signal }: Cancellable): Promise<void> {
  const dial = dialSocket(agentSocket(settings, id));
  const deadline = performance.now() + agentTimeoutMs;
  while (!(await listens(dial))) {
    if (performance.now() > deadline) {
      const name = containerName(id, workspacePart);
      throw fail('command_failed', (text) => text.agentSilent(name, 'did not listen within 60 s', undefined));
    }
    await delay(50, undefined, { ...(signal && { signal }) });
  }
}

async function listens(dial: Dial): Promise<boolean> {
  try {
    (await dial()).destroy();
    return true;
  } catch {
    return false;
  }
}
