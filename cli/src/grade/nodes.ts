import type { OpenNode } from '@drydock/grader';
import { CourseError } from '@drydock/model';
import { presentDriverOf } from '../setup/driver.ts';

/**
 * The nodes of a cluster, when it is a sandbox of this machine: the one whose API server a kubeconfig names. Of any other cluster nothing
 * but its API is known, and a check that looks at a node is told so.
 */
export function nodesOf(kubeconfig: string, runDirectory: string): OpenNode {
  const server = serverOf(kubeconfig);
  return async (name) => {
    const driver = await presentDriverOf(runDirectory);
    for (const sandbox of await driver.list()) {
      if (sandbox.state === 'running' && serverOf(await sandbox.kubeconfig('grader')) === server)
        return sandbox.node(name);
    }
    throw new CourseError(
      'forbidden',
      `This check looks at a node, and ${server ?? 'the cluster'} is no sandbox of this machine.`,
      'Grade it where the sandbox runs, or leave the check out of account.',
    );
  };
}

function serverOf(kubeconfig: string): string | undefined {
  return /^\s*server:\s*"?([^\s"]+)/m.exec(kubeconfig)?.[1];
}
