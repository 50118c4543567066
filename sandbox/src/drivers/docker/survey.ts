import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { demandDocker } from '@drydock/host';
import { keysOf, recordOf, SandboxProfile } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable, Lifetime } from '../../driver.ts';
import { isThere } from '../../is-there.ts';
import { clusterName, containerName, label, type Labels, workspacePart } from './names.ts';
import { agentDirectory, keyDirectory, type DockerSettings } from './settings.ts';

/** One container as Docker lists it. */
export interface Part {
  readonly name: string;
  /** Its id of 64 digits. */
  readonly container: string;
  readonly part: string;
  readonly id: string;
  readonly state: string;
  readonly image: string;
  /** The ports it publishes on 127.0.0.1. */
  readonly ports: readonly { readonly inside: number; readonly outside: number }[];
  readonly labels: Labels;
}

/** What one complete sandbox is made of at this moment. */
export interface Found {
  readonly id: string;
  readonly profile: SandboxProfile;
  readonly lifetime: Lifetime;
  readonly createdAt: string;
  readonly maker: string;
  readonly state: 'running' | 'frozen' | 'broken';
  /** Frozen because parts of it do not run. */
  readonly isStopped: boolean;
  readonly isClaimed: boolean;
  readonly isCurrent: boolean;
  /** The parts of the nodes that are paused on their own, by the names of the nodes. */
  readonly pausedNodes: ReadonlyMap<string, string>;
  readonly apiPort: number | undefined;
}

/** The file that marks a sandbox as never handed out; without it the sandbox counts as claimed, which is the safe side. */
export function unclaimedMark(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'unclaimed');
}

/** The file with the name of the hardening that a sandbox was made with. */
export function hardeningMark(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'hardening');
}

/** The file that marks a node as paused on its own, and not with the sandbox. */
export function pausedMark(settings: DockerSettings, id: string, part: string): string {
  return join(keyDirectory(settings, id), `paused-${part}`);
}

/** The file that remembers the addresses of the containers: without it a sandbox cannot be started again. */
export function addressesFile(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'addresses.json');
}

const Containers = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()),
    State: z.string(),
    Image: z.string(),
    Labels: z.record(z.string(), z.string()),
    Ports: z.array(z.object({ IP: z.string().optional(), PrivatePort: z.number(), PublicPort: z.number().optional() })),
  }),
);

/** Every container whose name begins as those of this sandbox, or of any sandbox on the host, with one request. */
export async function readParts(id?: string, options: Cancellable = {}): Promise<readonly Part[]> {
  const prefix = id === undefined ? 'drydock-' : `${clusterName(id)}-`;
  const query = { all: '1', filters: JSON.stringify({ name: [`^/?${prefix}`] }) };
  const asked = { command: ['docker', 'ps'], method: 'GET', path: '/containers/json', query } as const;
  return Containers.parse(await demandDocker(asked, options)).flatMap(partOf);
}

function partOf({ Id, Names, State, Image, Labels: found, Ports }: z.output<typeof Containers>[number]): Part[] {
  const name = (Names.find((each) => each.lastIndexOf('/') === 0) ?? '').slice(1);
  const [, id, part] = /^drydock-([a-z0-9]{6,16})-(.+)$/u.exec(name) ?? [];
  if (id === undefined || part === undefined || State === 'removing') return [];
  const labels: Labels = recordOf(keysOf(label), (key) => found[label[key]] ?? '');
  const ports = Ports.flatMap(({ IP, PrivatePort, PublicPort }) =>
    IP === '127.0.0.1' && PublicPort !== undefined ? [{ inside: PrivatePort, outside: PublicPort }] : [],
  );
  return [{ name, container: Id, part, id, state: State, image: Image, labels, ports }];
}

/** The complete sandboxes of this installation: those whose workspace has its final name and the labels of this installation and driver. */
export async function readSandboxes(settings: DockerSettings, options: Cancellable = {}): Promise<readonly Found[]> {
  const byId = Map.groupBy(await readParts(undefined, options), (part) => part.id);
  const found = await Promise.all([...byId].map(([id, parts]) => readSandbox(settings, id, parts)));
  return found.filter((sandbox) => sandbox !== undefined);
}

/** One sandbox from its parts; undefined when it is not complete or belongs to another installation or driver. */
export async function readSandbox(
  settings: DockerSettings,
  id: string,
  parts: readonly Part[],
): Promise<Found | undefined> {
  const workspace = parts.find((part) => part.name === containerName(id, workspacePart));
  const { maker } = settings;
  if (!workspace || workspace.labels.instance !== settings.instance) return undefined;
  const { labels } = workspace;
  if (labels.driver !== maker.info.name) return undefined;
  const profile = SandboxProfile.parse(labels.profile);
  const [hasSocketDirectory, hardening, kept] = await Promise.all([
    isThere(agentDirectory(settings, id)),
    readFile(hardeningMark(settings, id), 'utf8').catch(() => undefined),
    readdir(keyDirectory(settings, id)).catch((): string[] => []),
  ]);
  const isMarked = (mark: string): boolean => kept.includes(basename(mark));
  const stateOfPart = (name: string): string | undefined => parts.find(({ part }) => part === name)?.state;
  const controlPlane = parts.find(({ part }) => part === maker.controlPlane.part);
  const nodes = Object.entries(maker.nodes(profile));
  const pausedNodes = new Map(
    nodes.filter(([, part]) => isMarked(pausedMark(settings, id, part)) && stateOfPart(part) === 'paused'),
  );
  const awake = nodes.filter(([name]) => !pausedNodes.has(name)).map(([, part]) => part);
  const needed = [workspacePart, ...awake].map(stateOfPart);
  return {
    id,
    profile,
    lifetime: labels.lifetime === 'process' ? 'process' : 'host',
    createdAt: labels.created,
    maker: labels.maker,
    ...(hasSocketDirectory ? stateOf(needed, isMarked(addressesFile(settings, id))) : broken),
    isClaimed: !isMarked(unclaimedMark(settings, id)),
    isCurrent:
      workspace.image === settings.images.workspace &&
      controlPlane?.image === settings.images.node &&
      hardening === settings.hardening?.name,
    pausedNodes,
    apiPort: apiPortOf(settings, parts),
  };
}

/** Where the API server is published on 127.0.0.1 now; Docker chooses the port at each start. */
export function apiPortOf({ maker }: DockerSettings, parts: readonly Part[]): number | undefined {
  const { part, apiPort } = maker.controlPlane;
  return parts.find((each) => each.part === part)?.ports.find(({ inside }) => inside === apiPort)?.outside;
}

const broken = { state: 'broken', isStopped: false } as const;
const going = ['running', 'paused', 'restarting'];
const stopped = ['exited', 'created'];

/** A sandbox that was frozen, thawed or stopped by halves counts as frozen: thaw makes it whole. */
function stateOf(states: readonly (string | undefined)[], canStart: boolean): Pick<Found, 'state' | 'isStopped'> {
  const all = states.map((state) => state ?? 'gone');
  if (all.every((state) => going.includes(state)))
    return { state: all.includes('paused') ? 'frozen' : 'running', isStopped: false };
  return canStart && all.every((state) => going.includes(state) || stopped.includes(state))
    ? { state: 'frozen', isStopped: true }
    : broken;
}
