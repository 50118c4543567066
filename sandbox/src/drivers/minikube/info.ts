import type { DriverInfo } from '@drydock/model';
import type { HostRequirements } from '../../requirements.ts';

/** What clusters of minikube can do: their nodes are containers of this Docker, made from the node image of the course. */
export const minikubeInfo: DriverInfo = {
  name: 'minikube',
  profiles: ['one-node', 'three-nodes'],
  hasFreeze: true,
  hasDeepFreeze: true,
  hasNodeShells: true,
  hasRegistry: true,
  canPauseNodes: true,
};

/** Before 1.38 minikube knows neither Kubernetes 1.35 nor how to start its kubelet on a host with cgroup v1. The nodes take as many inotify instances as those of kind. */
export const minikubeRequirements: HostRequirements = {
  programs: { docker: '24.0.0', minikube: '1.38.0' },
  inotify: { instances: { least: 512, enough: 8192 }, watches: { enough: 1_048_576 } },
};
