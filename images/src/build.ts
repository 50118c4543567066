import { join } from 'node:path';
import { takeLock } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import type { Artifact } from './artifact.ts';
import { baseImage } from './artifacts/base-image.ts';
import { findNodeImage } from './artifacts/node.ts';
import { prepareHost, type Host } from './host.ts';
import { labImages } from './artifacts/lab-images.ts';
import { builtNode, pulledNode } from './artifacts/node-image.ts';
import { minikubeImages } from './artifacts/minikube-image.ts';
import { prune } from './docker/prune.ts';
import { canPull } from './docker/registry-probe.ts';
import { buildAll } from './schedule.ts';
import { versions } from './versions/versions.ts';
import { removeLeftovers } from './leftovers.ts';
import { workspaceImage } from './artifacts/workspace-image.ts';

/** The images a Drydock needs before its first sandbox; `base` is under all that are not pulled, `minikube` is the node for that driver. */
export type ImageGroup = 'node' | 'labs' | 'workspace' | 'base' | 'minikube';

export interface BuildOptions {
  readonly onStep: OnStep;
  readonly signal?: AbortSignal;
  /** Only these; without it, everything. */
  readonly only?: readonly ImageGroup[];
  readonly host: Host;
}

const everything: readonly ImageGroup[] = ['node', 'labs', 'workspace'];

/**
 * Makes the images of this checkout that are missing or stale, and nothing else: a second run takes seconds. One build
 * at a time per machine; a failed or stopped build keeps its finished steps.
 */
export async function buildImages({ onStep, signal, only = everything, host }: BuildOptions): Promise<void> {
  await prepareHost(host);
  const lockStep = { id: 'lock', title: 'Wait for another build' };
  let hasWaited = false;
  await using _lock = await takeLock(join(host.cacheDir, 'images.lock'), {
    signal,
    onWait: (pid) => {
      hasWaited = true;
      onStep({ ...lockStep, state: 'running', detail: `process ${pid}` });
    },
  });
  if (hasWaited) onStep({ ...lockStep, state: 'done' });
  await removeLeftovers(host);
  const wanted: Artifact[] = [];
  if (only.includes('node')) wanted.push(nodes[await wantedNode()]);
  if (only.includes('minikube')) wanted.push(minikubeImages[await wantedNode()]);
  if (only.includes('labs')) wanted.push(...labImages);
  if (only.includes('workspace')) wanted.push(workspaceImage());
  if (only.includes('base')) wanted.push(baseImage);
  await buildAll(wanted, { host, onStep, signal });
  await prune(host, [...Object.values(minikubeImages), workspaceImage(), ...labImages]);
}

const nodes = { built: builtNode, pulled: pulledNode };

async function wantedNode(): Promise<keyof typeof nodes> {
  const found = await findNodeImage();
  const pull = found === undefined ? await canPull(versions.kindestNode.ref) : found.source === 'pulled';
  return pull ? 'pulled' : 'built';
}
