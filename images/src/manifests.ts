import { readFileSync } from 'node:fs';
import { imagesPath } from './folder.ts';
import { versions } from './versions.ts';

const pins: Readonly<Record<string, string>> = {
  POD_NETWORK: versions.podNetwork,
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

/** The Pod network that kind applies to a new cluster. */
export const defaultCni = (): string => manifest('default-cni.yaml');

/** The StorageClass `standard` and its provisioner, which kind applies after the Pod network. */
export const defaultStorage = (): string => manifest('local-path-storage.yaml');

/** metrics-server, appended to what kind applies for storage. */
export const metricsServer = (): string => manifest('metrics-server.yaml');
