import type { SandboxProfile } from '@drydock/model';
import { containerName } from './names.ts';
import type { DockerSettings } from './settings.ts';

/** The containers of all nodes of a sandbox, the control plane's first. */
export function nodeContainers({ maker }: DockerSettings, id: string, profile: SandboxProfile): readonly string[] {
  return Object.values(maker.nodes(profile)).map((part) => containerName(id, part));
}

/** The container of the control plane. */
export function controlPlane({ maker }: DockerSettings, id: string): string {
  return containerName(id, maker.controlPlane.part);
}
