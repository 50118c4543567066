export { type ClusterSketch, sketchCluster } from './cluster/check.ts';
export { createExternalDriver } from './driver.ts';
export { enteredInfo } from './info.ts';
export { type Context, contextsOf, kubeconfigFiles, readKubeconfig } from './kubeconfig/contexts.ts';
export type { ExternalDriverOptions } from './options.ts';
