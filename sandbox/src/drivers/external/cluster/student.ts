import { z } from 'zod';
import { leaseNamespace, sandboxLabel } from './lease.ts';
import type { LentCluster } from './open.ts';
import { until } from './wait.ts';

/** Who the student is to the API server of a cluster that is lent. */
export const studentName = `system:serviceaccount:${leaseNamespace}:student`;

const rbac = 'rbac.authorization.k8s.io';
const secretName = 'student-token';
const Secret = z.object({ data: z.object({ token: z.string().optional() }).optional() });

/** The binding that makes the student an administrator, which goes with the sandbox. */
const bindingName = (id: string): string => `drydock-${id}`;

/** Makes the student's ServiceAccount an administrator of the cluster; resolves with its token, which is good until the ServiceAccount goes. */
export async function admitStudent(
  { ask, context }: LentCluster,
  { id, patienceMs, signal }: { readonly id: string; readonly patienceMs: number; readonly signal: AbortSignal },
): Promise<string> {
  const space = `/api/v1/namespaces/${leaseNamespace}`;
  const metadata = (name: string) => ({ name, labels: { [sandboxLabel]: id } });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('student') };
  const annotations = { 'kubernetes.io/service-account.name': 'student' };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: { ...metadata(secretName), annotations },
  };
  const binding = {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadata(bindingName(id)),
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'student', namespace: leaseNamespace }],
  };
  await ask(`${space}/serviceaccounts`, { method: 'POST', body: account });
  await ask(`${space}/secrets`, { method: 'POST', body: secret });
  await ask(`/apis/${rbac}/v1/clusterrolebindings`, { method: 'POST', body: binding });
  const token = async () => Secret.parse((await ask(`${space}/secrets/${secretName}`, { signal })).body).data?.token;
  const what = 'give the student a token';
  const encoded = await until(token, { context: context.name, what, withinMs: patienceMs, signal });
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** Takes the student's rights back. */
export async function dismissStudent({ ask }: LentCluster, id: string): Promise<void> {
  await ask(`/apis/${rbac}/v1/clusterrolebindings/${bindingName(id)}`, { method: 'DELETE', may: [404] });
}
