import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CourseError } from '@drydock/model';
import { createFakeDriver, fakeAgentSocket, type Sandbox, type SandboxDriver } from '@drydock/sandbox';
import type { Agent } from '@drydock/terminal/agent';
import type { Stage } from './scene.ts';
import { startDevWorkspace } from './workspace.ts';

/** A simulated machine: its sandboxes have terminals of this machine, and it has the bad days that the panel asks for. */
export interface SimulatedHost {
  readonly driver: SandboxDriver;
  /** Makes a sandbox look as if its containers had been removed. */
  lose(id: string): void;
  close(): Promise<void>;
}

/** Creates the machine in `folder`; sandboxes made there before are found again. */
export function simulateHost(folder: string, stage: Stage): SimulatedHost {
  const agents = new Map<string, Promise<Agent>>();
  const lost = new Set<string>();
  const fake = (): SandboxDriver =>
    createFakeDriver({
      directory: folder,
      milliseconds: { create: stage.scene.startSeconds * 1000, thaw: 200, freeze: 200 },
      onCreateStep(step) {
        if (step === 'control-plane' && stage.scene.doesStartFail)
          throw new CourseError('command_failed', 'The control plane did not start.', 'Switch it off on the panel.');
      },
    });

  function reach(): void {
    if (stage.scene.isDockerDown)
      throw new CourseError('docker_unavailable', 'Docker does not answer.', 'Switch it on again on the panel.');
  }
  /** The sandbox, with an agent that listens. */
  async function furnish(sandbox: Sandbox): Promise<Sandbox> {
    const socket = fakeAgentSocket(folder, sandbox.id);
    if (!agents.has(sandbox.id)) {
      await mkdir(dirname(socket), { recursive: true });
      agents.set(sandbox.id, startDevWorkspace(socket, dirname(socket)));
    }
    await agents.get(sandbox.id);
    return sandbox;
  }
  async function dismiss(id: string): Promise<void> {
    const agent = agents.get(id);
    agents.delete(id);
    await (await agent)?.end();
  }

  return {
    driver: {
      ...fake(),
      async create(spec, options) {
        reach();
        return furnish(await fake().create(spec, options));
      },
      async list() {
        reach();
        const all = await fake().list();
        return Promise.all(all.map(async (each) => (lost.has(each.id) ? { ...each, state: 'broken' } : furnish(each))));
      },
      async destroy(id) {
        await dismiss(id);
        await fake().destroy(id);
      },
    },
    lose(id) {
      lost.add(id);
      void dismiss(id);
    },
    async close() {
      await Promise.all([...agents.keys()].map(dismiss));
    },
  };
}
