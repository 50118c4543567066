import type { SandboxDriver } from '../../driver.ts';
import { createDockerDriver } from '../docker/driver.ts';
import type { DockerDriverOptions } from '../docker/settings.ts';
import { kindMaker } from './maker.ts';

/** What the kind driver needs to know. */
export interface KindDriverOptions extends DockerDriverOptions {
  /** What kubeadm must be told about the node image. */
  readonly kubeadm?: { readonly patches: readonly string[] };
}

/** Sandboxes as kind clusters in the Docker of this host. */
export function createKindDriver({ kubeadm, ...options }: KindDriverOptions): SandboxDriver {
  return createDockerDriver(kindMaker(kubeadm?.patches), options);
}
