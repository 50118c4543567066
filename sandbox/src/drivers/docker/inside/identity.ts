import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Audience } from '../../../driver.ts';
import { controlPlane } from '../nodes.ts';
import { onNode, tryOnNode } from './on-node.ts';
import { keyDirectory, type DockerSettings } from '../settings.ts';
import { fail } from '../../../text/fail.ts';

/** Who the student is to the API server. */
export const studentName = 'student';

/** Client certificates with who they say one is. The student's group is bound to cluster-admin by kubeadm, unless a hardening names another; the grader's needs no binding the student could delete. */
const subjects: Record<Audience, { name: string; organisation: string }> = {
  student: { name: studentName, organisation: 'kubeadm:cluster-admins' },
  grader: { name: 'drydock-grader', organisation: 'system:masters' },
};

const Keys = z.object({ authority: z.string(), certificate: z.string(), key: z.string() });
export type Keys = z.infer<typeof Keys>;

const Cluster = z.object({ cluster: z.object({ 'certificate-authority-data': z.string() }) });
const User = z.object({ user: z.object({ 'client-certificate-data': z.string(), 'client-key-data': z.string() }) });
const KubeadmOutput = z.object({ clusters: z.tuple([Cluster]), users: z.tuple([User]) });

/** Has the cluster's authority sign a client certificate for the audience and keeps it, with mode 0600, out of the workspace's sight. */
export async function issueKeys(
  settings: DockerSettings,
  id: string,
  audience: Audience,
  signal?: AbortSignal,
): Promise<Keys> {
  const { name, organisation } = subjects[audience];
  const { hardening } = settings;
  const group = audience === 'student' && hardening ? hardening.studentGroup : organisation;
  const command = [
    'kubeadm',
    'kubeconfig',
    'user',
    '--config',
    settings.maker.controlPlane.kubeadmConfig,
    '--client-name',
    name,
    '--org',
    group,
  ];
  const written = await onNode(controlPlane(settings, id), command, { signal });
  const { clusters, users } = KubeadmOutput.parse(parse(written));
  const keys = {
    authority: clusters[0].cluster['certificate-authority-data'],
    certificate: users[0].user['client-certificate-data'],
    key: users[0].user['client-key-data'],
  };
  await mkdir(keyDirectory(settings, id), { recursive: true, mode: 0o700 });
  await writeFile(keyFile(settings, id, audience), JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

/** The keys of an audience: those kept at creation, or new ones when the file is gone. */
export async function readKeys(settings: DockerSettings, id: string, audience: Audience): Promise<Keys> {
  try {
    return Keys.parse(JSON.parse(await readFile(keyFile(settings, id, audience), 'utf8')));
  } catch {
    return issueKeys(settings, id, audience);
  }
}

/** Keys for a cluster that the student made on bare nodes, signed afresh each time, because the student may make it again; rejects with `no_cluster` while there is none. */
export async function keysOfLaterCluster(settings: DockerSettings, id: string, audience: Audience): Promise<Keys> {
  const { exitCode } = await tryOnNode(controlPlane(settings, id), ['test', '-s', '/etc/kubernetes/pki/ca.key']);
  if (exitCode !== 0) throw fail('no_cluster', (text) => text.noClusterYet);
  return issueKeys(settings, id, audience);
}

/** A kubeconfig with one context, `course`. */
export function kubeconfigOf(audience: Audience, keys: Keys, server: string): string {
  const { name } = subjects[audience];
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'course', cluster: { server, 'certificate-authority-data': keys.authority } }],
      users: [{ name, user: { 'client-certificate-data': keys.certificate, 'client-key-data': keys.key } }],
      contexts: [{ name: 'course', context: { cluster: 'course', user: name, namespace: 'default' } }],
      'current-context': 'course',
    },
    { lineWidth: 0 },
  );
}

function keyFile(settings: DockerSettings, id: string, audience: Audience): string {
  return join(keyDirectory(settings, id), `${audience}.json`);
}
