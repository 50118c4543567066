import { auditLogFile, auditLogFolder } from '../docker/inside/audit.ts';

const policyInNode = '/etc/kubernetes/audit-policy.yaml';

/** Returns how kind mounts the policy into the control plane, and kubeadm's settings of it for the API server: one small log, of which only the age is read. */
export function auditSettings(policyFile: string): { mount: object; patch: object } {
  const extraArgs = [
    { name: 'audit-policy-file', value: policyInNode },
    { name: 'audit-log-path', value: auditLogFile },
    { name: 'audit-log-maxsize', value: '1' },
    { name: 'audit-log-maxbackup', value: '1' },
  ];
  const extraVolumes = [
    { name: 'audit-policy', hostPath: policyInNode, mountPath: policyInNode, readOnly: true, pathType: 'File' },
    { name: 'audit-log', hostPath: auditLogFolder, mountPath: auditLogFolder, pathType: 'DirectoryOrCreate' },
  ];
  return {
    mount: { hostPath: policyFile, containerPath: policyInNode, readOnly: true },
    patch: { kind: 'ClusterConfiguration', apiServer: { extraArgs, extraVolumes } },
  };
}
