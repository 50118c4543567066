import { stringify } from 'yaml';
import { z } from 'zod';

/** What a node image's patches may say that a student's own cluster needs too; leader election stays on, as kubeadm has it. */
const Patch = z.object({
  kind: z.string(),
  dns: z.object({ imageTag: z.string() }).optional(),
  failCgroupV1: z.boolean().optional(),
});

/** What kubeadm's preflight finds wrong with a machine that is a container, and what belongs to the host. */
const ofTheHost = [
  'SystemVerification',
  'Swap',
  'NumCPU',
  'Mem',
  'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables',
];

/**
 * Returns a configuration for `kubeadm init` on a bare node: what a node in a container needs, and where its images are named otherwise than kubeadm expects. The
 * API server's certificate is also valid for 127.0.0.1, where this host reaches it. `patches` are JSON documents for the node image.
 */
export function kubeadmConfig(version: string, patches: readonly string[]): string {
  const known = patches.map((text) => Patch.parse(JSON.parse(text)));
  const dns = known.find(({ kind }) => kind === 'ClusterConfiguration')?.dns;
  const failCgroupV1 = known.find(({ kind }) => kind === 'KubeletConfiguration')?.failCgroupV1;
  const kubeadm = 'kubeadm.k8s.io/v1beta4';
  const nodeRegistration = {
    criSocket: 'unix:///run/containerd/containerd.sock',
    // They are on the nodes, and there is no registry to ask.
    imagePullPolicy: 'Never',
    ignorePreflightErrors: ofTheHost,
  };
  const documents = [
    { apiVersion: kubeadm, kind: 'InitConfiguration', nodeRegistration },
    {
      apiVersion: kubeadm,
      kind: 'ClusterConfiguration',
      kubernetesVersion: version,
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16' },
      apiServer: { certSANs: ['localhost', '127.0.0.1'] },
      ...(dns && { dns }),
    },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupRoot: '/kubelet',
      failSwapOn: false,
      imageGCHighThresholdPercent: 100,
      evictionHard: { 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%' },
      ...(failCgroupV1 !== undefined && { failCgroupV1 }),
    },
    // The kernel's table of connections is the host's: a container may not change its size.
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      conntrack: { maxPerCore: 0, min: 0 },
    },
  ];
  return documents.map((document) => stringify(document)).join('---\n');
}
