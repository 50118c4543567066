/** Writes the kinds' schema of a running cluster: `node grader/src/schema/derive.ts KUBECONFIG > lab/src/schema/kubernetes.json`. */
import { readFile } from 'node:fs/promises';
import { getJson, openCluster } from '@drydock/cluster';
import { deriveSchema } from './derive-schema.ts';

const versions = [
  'v1',
  'apps/v1',
  'batch/v1',
  'autoscaling/v2',
  'discovery.k8s.io/v1',
  'networking.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
];
const [, , path = ''] = process.argv;
using cluster = await openCluster(await readFile(path, 'utf8'));
const { gitVersion = '' } = (await getJson<{ gitVersion?: string }>(cluster, '/version')) ?? {};
process.stdout.write(`${JSON.stringify(await deriveSchema(cluster, versions, gitVersion.replace(/^v/, '')))}\n`);
