import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryRun } from '@drydock/host';
import { stringify } from 'yaml';
import type { Cancellable } from '../../driver.ts';
import { studentName } from './identity.ts';
import { containerName } from './names.ts';
import { onNode } from './on-node.ts';
import { keyDirectory, type KindSettings } from './options.ts';

const policyInNode = '/etc/kubernetes/audit-policy.yaml';
const logFolder = '/var/log/kubernetes';
const logFile = `${logFolder}/student-requests.log`;

/** What the API server writes down: that the student asked, and nothing of what the grader, the kubelet and controllers ask. */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', users: [studentName] }, { level: 'None' }],
};

/** Writes the audit policy where a control plane can mount it; returns its path on this host. */
export async function writeAuditPolicy(settings: KindSettings, id: string): Promise<string> {
  const folder = keyDirectory(settings, id);
  const file = join(folder, 'audit-policy.yaml');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, stringify(policy));
  return file;
}

/** Returns how kind mounts the policy into the control plane, and what kubeadm tells the API server about it: one small log, which is read by its age only. */
export function auditSettings(policyFile: string): { mount: object; patch: object } {
  const extraArgs = [
    { name: 'audit-policy-file', value: policyInNode },
    { name: 'audit-log-path', value: logFile },
    { name: 'audit-log-maxsize', value: '1' },
    { name: 'audit-log-maxbackup', value: '1' },
  ];
  const extraVolumes = [
    { name: 'audit-policy', hostPath: policyInNode, mountPath: policyInNode, readOnly: true, pathType: 'File' },
    { name: 'audit-log', hostPath: logFolder, mountPath: logFolder, pathType: 'DirectoryOrCreate' },
  ];
  return {
    mount: { hostPath: policyFile, containerPath: policyInNode, readOnly: true },
    patch: { kind: 'ClusterConfiguration', apiServer: { extraArgs, extraVolumes } },
  };
}

/** Returns when the API server last answered the student, wherever the request came from; undefined when it never did or cannot tell. */
export async function lastApiUse(id: string, { signal }: Cancellable = {}): Promise<Date | undefined> {
  const command = onNode(containerName(id, 'control-plane'), ['stat', '--format=%Y', logFile]);
  const { exitCode, stdout } = await tryRun('docker', command, { signal, timeoutMs: 10_000 });
  const seconds = Number.parseInt(stdout, 10);
  return exitCode === 0 && seconds > 0 ? new Date(seconds * 1000) : undefined;
}
