import type { OpenNode, OpenRegistry } from '@drydock/grader';
import { CourseError } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { presentDriverOf } from '../setup/driver.ts';
import { isSameServer } from './same-server.ts';

/**
 * What the grader may know of a cluster beside its API, when it is a sandbox of this machine: the one whose API server a kubeconfig names. Of any other cluster
 * nothing is known, and a check that reads a node or the private registry is inconclusive.
 */
export function insideOf(
  kubeconfig: string,
  runDirectory: string,
  serverOf: (kubeconfig: string) => URL | undefined,
): { node: OpenNode; registry: OpenRegistry } {
  const server = serverOf(kubeconfig);
  async function find(what: string): Promise<Sandbox> {
    const driver = await presentDriverOf(runDirectory);
    for (const sandbox of await driver.list()) {
      if (sandbox.state === 'running' && isSameServer(serverOf(await sandbox.kubeconfig('grader')), server))
        return sandbox;
    }
    throw new CourseError(
      'forbidden',
      `This check looks at ${what}, and ${server?.origin ?? 'the cluster'} is no sandbox of this machine.`,
      'Grade it where the sandbox runs, or ignore this check.',
    );
  }
  return {
    node: async (name) => (await find('a node')).node(name),
    registry: async () => (await find('a private registry')).registry(),
  };
}
