import { profileShape, type SandboxProfile } from '@drydock/model';

/** The container of the first node is called like the cluster of minikube, the others after it with m02, m03. */
export const controlPlanePart = 'control-plane';

/** The parts of the nodes, by their names in the profile. */
export function nodeParts(profile: SandboxProfile): Readonly<Record<string, string>> {
  return Object.fromEntries(
    profileShape[profile].nodes.map((name, index) => [
      name,
      index === 0 ? controlPlanePart : `${controlPlanePart}-m0${index + 1}`,
    ]),
  );
}

/** The administrator's kubeconfig on the control plane. */
export const adminKubeconfig = '/etc/kubernetes/admin.conf';
