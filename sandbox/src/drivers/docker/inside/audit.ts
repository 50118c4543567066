import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Cancellable } from '../../../driver.ts';
import { studentName } from './identity.ts';
import { controlPlane } from '../nodes.ts';
import { tryOnNode } from './on-node.ts';
import { keyDirectory, type DockerSettings } from '../settings.ts';

/** The folder on the control plane, and the file in it, to which the API server writes what the policy selects. */
export const auditLogFolder = '/var/log/kubernetes';
export const auditLogFile = `${auditLogFolder}/student-requests.log`;

/** What the API server writes down: that the student asked, and nothing of what the grader, the kubelet and controllers ask. */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', users: [studentName] }, { level: 'None' }],
};

/** Writes the audit policy where a control plane can mount it; returns its path on this host. */
export async function writeAuditPolicy(settings: DockerSettings, id: string): Promise<string> {
  const folder = keyDirectory(settings, id);
  const file = join(folder, 'audit-policy.yaml');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, stringify(policy));
  return file;
}

/** Returns when the API server last answered the student, wherever the request came from; undefined when it never did or does not know. */
export async function lastApiUse(
  settings: DockerSettings,
  id: string,
  { signal }: Cancellable = {},
): Promise<Date | undefined> {
  const command = ['stat', '--format=%Y', auditLogFile];
  const { exitCode, stdout } = await tryOnNode(controlPlane(settings, id), command, { signal, timeoutMs: 10_000 });
  const seconds = Number.parseInt(stdout, 10);
  return exitCode === 0 && seconds > 0 ? new Date(seconds * 1000) : undefined;
}
