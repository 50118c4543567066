import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { DriverInfo } from '@drydock/model';
import type { ClusterMaker } from '../docker/cluster-maker.ts';
import { type DockerSettings, settingsOf as dockerSettingsOf } from '../docker/settings.ts';
import { checkCluster } from './cluster/check.ts';
import type { ExternalDriverOptions } from './options.ts';
import { enteredInfo, externalInfo, externalRequirements } from './info.ts';

/** The options with all defaults, and what follows from them. */
export interface ExternalSettings extends Required<ExternalDriverOptions> {
  readonly info: DriverInfo;
  /** What the parts of drivers/docker/ need: the workspace is theirs. */
  readonly docker: DockerSettings;
}

export function settingsOf(options: ExternalDriverOptions): ExternalSettings {
  const { runDirectory, workspaceImage } = options;
  const whole = { patienceMs: 60_000, nodeAccess: undefined, ...options, runDirectory: resolve(runDirectory) };
  const info = whole.nodeAccess === undefined ? externalInfo : enteredInfo;
  // No node and no registry is ever made of these.
  const images = { node: workspaceImage, workspace: workspaceImage, registry: workspaceImage };
  const docker = dockerSettingsOf(
    workspaceOnly(info, (how) => checkCluster(whole, how)),
    { images, runDirectory },
  );
  // Its own mark: another driver of this installation must not sweep what it does not know.
  const instance = createHash('sha256').update(`${docker.runDirectory} external`).digest('hex').slice(0, 12);
  return { ...whole, info, docker: { ...docker, instance } };
}

/** A cluster of no containers at all: what is left is the workspace, its network and its keys. */
function workspaceOnly(info: DriverInfo, check: ClusterMaker['probes'][string]): ClusterMaker {
  return {
    info,
    requirements: externalRequirements,
    probes: { cluster: check },
    nodes: () => ({}),
    controlPlane: { part: 'none', apiPort: 0, kubeadmConfig: '', adminKubeconfig: '' },
    make: async () => undefined,
  };
}
