import { auditSettings } from './audit.ts';

/** What a start is told. */
export interface StartOrder {
  /** The name of the cluster, and of its first container. */
  readonly profile: string;
  /** The network that is there for it. */
  readonly network: string;
  readonly nodes: number;
  readonly baseImage: string;
  /** `1.36.3` */
  readonly kubernetesVersion: string;
}

/** Where Pods and Services have their addresses, as in a cluster of kind. */
export const podSubnet = '10.244.0.0/16';
const serviceSubnet = '10.96.0.0/16';

/**
 * The arguments of `minikube start`. Everything it would download is in the base image: the programs of Kubernetes, all images, the Pod network and storage, which are put in afterwards.
 * It is forced, because minikube asks GitHub for a Kubernetes that it does not know yet, and refuses root. Without leader election, and where a node is alone without heartbeats, a frozen cluster goes on as if nothing had been.
 */
export function startArguments(order: StartOrder): readonly string[] {
  const { profile, network, nodes, baseImage, kubernetesVersion } = order;
  const isAlone = nodes === 1;
  const settings = {
    'kubeadm.pod-network-cidr': podSubnet,
    'kubelet.config-dir': `/etc/kubernetes/${isAlone ? 'kubelet-alone.d' : 'kubelet.d'}`,
    'controller-manager.leader-elect': 'false',
    'scheduler.leader-elect': 'false',
    ...auditSettings,
    ...(isAlone && { 'controller-manager.node-monitor-grace-period': '720h' }),
  };
  return [
    'start',
    '--profile',
    profile,
    '--driver',
    'docker',
    '--container-runtime',
    'containerd',
    '--nodes',
    `${nodes}`,
    '--output',
    'json',
    '--interactive=false',
    '--keep-context',
    '--embed-certs',
    '--base-image',
    baseImage,
    '--kubernetes-version',
    `v${kubernetesVersion}`,
    '--network',
    network,
    '--listen-address',
    '127.0.0.1',
    '--apiserver-port',
    '8443',
    '--apiserver-names',
    profile,
    '--service-cluster-ip-range',
    serviceSubnet,
    '--cni',
    'false',
    '--memory',
    'no-limit',
    '--cpus',
    'no-limit',
    '--wait',
    'apiserver',
    '--preload=false',
    '--cache-images=false',
    '--install-addons=false',
    '--auto-update-drivers=false',
    // Else CoreDNS has one Pod, and its Deployment is Available without any.
    '--disable-optimizations',
    ...Object.entries(settings).flatMap(([name, value]) => ['--extra-config', `${name}=${value}`]),
    '--force',
  ];
}
