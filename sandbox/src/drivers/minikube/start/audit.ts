import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { auditLogFile } from '../../docker/inside/audit.ts';
import { minikubeHome } from './call.ts';

const policyInNode = '/etc/kubernetes/audit-policy.yaml';

/** Options of the API server: it writes down when the student asked, in one small log, of which only the age is read. The base image mounts both paths into it (images/minikube/). */
export const auditSettings: Readonly<Record<string, string>> = {
  'apiserver.audit-policy-file': policyInNode,
  'apiserver.audit-log-path': auditLogFile,
  'apiserver.audit-log-maxsize': '1',
  'apiserver.audit-log-maxbackup': '1',
};

/** Puts the policy where minikube takes the files from that it copies onto a node before it starts anything there. */
export async function placeAuditPolicy(folder: string, auditPolicy: string): Promise<void> {
  const place = join(minikubeHome(folder), '.minikube', 'files', policyInNode);
  await mkdir(dirname(place), { recursive: true });
  await cp(auditPolicy, place);
}
