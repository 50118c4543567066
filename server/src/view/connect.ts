import { type Cluster, openCluster, openLaterCluster } from '@drydock/cluster';
import { profileShape } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';

/** Opens the API of a sandbox as the grader sees it, beside what a student can change of their own access. */
export async function connectTo(sandbox: Sandbox): Promise<Cluster> {
  const kubeconfig = (): Promise<string> => sandbox.kubeconfig('grader');
  return profileShape[sandbox.profile].hasCluster ? openCluster(await kubeconfig()) : openLaterCluster(kubeconfig);
}
