import type { Text, Verdict } from '@drydock/model';
import type { KubeObject, Objects } from './objects.ts';

/** Something about the cluster itself that makes its answers worth less than they seem. */
export interface Tampering {
  readonly ref: string;
  readonly message: Text;
}

/** What can answer for the API server or change what is written, and has no business to be younger than the attempt. */
const suspects = [
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration' },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingAdmissionPolicy' },
  { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' },
  { apiVersion: 'v1', kind: 'Node' },
] as const;

/** Looks for what was put between the grader and the truth since the attempt began: webhooks, API services, nodes, and a metrics API that leads elsewhere. */
export async function findTampering(
  objects: Objects,
  startedAt: Date,
  signal: AbortSignal,
): Promise<readonly Tampering[]> {
  const found = await Promise.all(
    suspects.map(async (suspect) => {
      const types = await objects.types(suspect.apiVersion, signal);
      if (!types.some(({ kind }) => kind === suspect.kind)) return [];
      const { items } = await objects.list(suspect, signal);
      return items.filter((item) => isYoung(item, startedAt) || isDiverted(item));
    }),
  );
  return found
    .flat()
    .map(({ kind, metadata }) => ({ ref: `${kind} ${metadata.name}`, message: tampered(`${kind} ${metadata.name}`) }));
}

function isYoung({ metadata, spec }: KubeObject, startedAt: Date): boolean {
  // The API server writes an APIService for each of its own groups, without a service behind it; those of new CRDs are young and harmless.
  const isLocal =
    metadata.labels?.['kube-aggregator.kubernetes.io/automanaged'] !== undefined &&
    !(spec as { service?: unknown } | undefined)?.service;
  return !isLocal && Date.parse(metadata.creationTimestamp) >= Math.floor(startedAt.getTime() / 1000) * 1000;
}

function isDiverted({ kind, spec, metadata }: KubeObject): boolean {
  const { service } = (spec ?? {}) as { service?: { namespace?: string; name?: string } };
  return (
    kind === 'APIService' &&
    metadata.name.endsWith('.metrics.k8s.io') &&
    service !== undefined &&
    service.namespace !== 'kube-system'
  );
}

function tampered(ref: string): Text {
  return {
    en: `${ref} stands between the grader and the cluster, so nothing can be told. Remove it and submit again.`,
    zh: `${ref} 介于评分程序和集群之间，因此无法判断结果。请将它删除后重新提交。`,
  };
}

/** No pass counts on a cluster that was tampered with; a fail stays a fail. */
export function withoutTampering(verdicts: readonly Verdict[], tampering: readonly Tampering[]): readonly Verdict[] {
  const [first] = tampering;
  if (!first) return verdicts;
  return verdicts.map((verdict) =>
    verdict.outcome === 'pass' ? { ...verdict, outcome: 'inconclusive', message: first.message } : verdict,
  );
}
