import { askDocker, demandDocker, refusedByDocker } from '@drydock/host';
import { z } from 'zod';
import { clusterName } from '../docker/names.ts';
import { controlPlanePart } from './parts.ts';

const Volumes = z.object({ Volumes: z.array(z.object({ Name: z.string() })).nullable() });
const Networks = z.array(z.object({ Name: z.string() }));

const ours = new RegExp(`^drydock-([a-z0-9]{6,16})-${controlPlanePart}(?:-m\\d\\d)?$`, 'u');

/**
 * Removes the volumes of nodes whose sandbox is gone: minikube gives each a name, so they do not go with their containers. The network of a sandbox is there before its volumes and goes after its
 * containers, so a volume without it belongs to nobody.
 */
export async function sweepVolumes(): Promise<void> {
  // In this order: a sandbox that is begun meanwhile has a network and no volume yet.
  const volumes = await readVolumes();
  const asked = { command: ['docker', 'network', 'ls'], method: 'GET', path: '/networks' } as const;
  const networks = new Set(Networks.parse(await demandDocker(asked)).map(({ Name }) => Name));
  await remove(volumes.filter(({ owner }) => !networks.has(clusterName(owner))));
}

interface Volume {
  readonly name: string;
  readonly owner: string;
}

async function readVolumes(): Promise<readonly Volume[]> {
  const query = { filters: JSON.stringify({ label: ['created_by.minikube.sigs.k8s.io=true'] }) };
  const asked = { command: ['docker', 'volume', 'ls'], method: 'GET', path: '/volumes', query } as const;
  return (Volumes.parse(await demandDocker(asked)).Volumes ?? []).flatMap(({ Name: name }) => {
    const owner = ours.exec(name)?.[1];
    return owner === undefined ? [] : [{ name, owner }];
  });
}

async function remove(volumes: readonly Volume[]): Promise<void> {
  await Promise.all(
    volumes.map(async ({ name }) => {
      const command = ['docker', 'volume', 'rm', name];
      const { status, refusal } = await askDocker({ command, method: 'DELETE', path: `/volumes/${name}` });
      if (refusal !== undefined && status !== 404) throw refusedByDocker(command, refusal);
    }),
  );
}
