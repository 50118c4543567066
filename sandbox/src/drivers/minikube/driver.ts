import type { SandboxDriver } from '../../driver.ts';
import { createDockerDriver } from '../docker/driver.ts';
import { type DockerDriverOptions, settingsOf } from '../docker/settings.ts';
import { abandoned, endStart } from './abandoned.ts';
import { minikubeMaker } from './maker.ts';
import { sweepVolumes } from './volumes.ts';

/** What the minikube driver needs to know. */
export interface MinikubeDriverOptions extends DockerDriverOptions {
  /** The Kubernetes in the node image: `1.36.3`. */
  readonly kubernetesVersion: string;
}

/**
 * Sandboxes as clusters of minikube in the Docker of this host. What minikube leaves on it has the name of the sandbox and is removed by that name: `minikube delete` would ask nodes that may be
 * frozen, and the program may be gone.
 */
export function createMinikubeDriver({ kubernetesVersion, ...options }: MinikubeDriverOptions): SandboxDriver {
  const maker = minikubeMaker(kubernetesVersion);
  const driver = createDockerDriver(maker, options);
  const settings = settingsOf(maker, options);
  return {
    ...driver,
    async create(spec, how) {
      try {
        return await driver.create(spec, how);
      } catch (error) {
        // What is left is swept at the next start; the first error counts.
        await sweepVolumes().catch(() => undefined);
        throw error;
      }
    },
    async destroy(id) {
      await driver.destroy(id);
      await sweepVolumes();
    },
    async sweep() {
      const left = await abandoned(settings);
      for (const id of left) await endStart(settings, id);
      const swept = new Set(await driver.sweep());
      for (const id of left) {
        if (swept.has(id)) continue;
        await driver.destroy(id);
        swept.add(id);
      }
      await sweepVolumes();
      return [...swept];
    },
  };
}
