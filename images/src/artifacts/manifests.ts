import { readFileSync } from 'node:fs';
import { imagesPath } from '../folder.ts';
import { versions } from '../versions/versions.ts';

const pins: Readonly<Record<string, string>> = {
  POD_NETWORK: versions.podNetwork,
  NETWORK_POLICIES: versions.networkPolicies,
  LOCAL_PATH: versions.localPathProvisioner,
  METRICS_SERVER: versions.metricsServer,
  BUSYBOX: versions.lab.busybox,
};

function manifest(name: string): string {
  return readFileSync(imagesPath(`node/manifests/${name}`), 'utf8').replaceAll(/@([A-Z_]+)@/g, (mark, pin: string) => {
    const version = pins[pin];
    if (version === undefined) throw new Error(`${name} names the unknown pin ${mark}`);
    return version;
  });
}

const byHand = / # by hand$/mu;

/** The Pod network that kind applies to a new cluster. */
export const defaultCni = (): string => {
  const lines = manifest('default-cni.yaml').split('\n');
  return lines.filter((line) => !byHand.test(line)).join('\n');
};

/** The same Pod network for a student to install where there is none: it makes each node's bridge too, and the Pod subnet is to be filled in. */
export const podNetworkByHand = (): string => {
  const [, , , ...lines] = manifest('default-cni.yaml').replace("'{{ .PodSubnet }}'", 'POD_CIDR').split('\n');
  return [
    '# A Pod network: a bridge on each node, routes between the nodes, the way out, and NetworkPolicies.',
    '# Write the Pod subnet of your cluster as the value of POD_SUBNET, then apply this file.',
    ...lines.map((line) => line.replace(byHand, '')),
  ].join('\n');
};

/** The StorageClass `standard` and its provisioner, which kind applies after the Pod network. */
export const defaultStorage = (): string => manifest('local-path-storage.yaml');

/** metrics-server, appended to what kind applies for storage. */
export const metricsServer = (): string => manifest('metrics-server.yaml');
