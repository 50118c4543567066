import type { ApiService, Objects } from '@drydock/cluster';
import { CourseError, type KubeObject, type Text, type Verdict } from '@drydock/model';
import { reasonOf, wordsOf } from '../reading/reason.ts';
import { isYoung } from '../reading/reading.ts';
import { say } from './say.ts';

/** Something about the cluster that makes its answers less trustworthy than they look. */
export interface Tampering {
  readonly ref: string;
  readonly message: Text;
  /** The checks whose passes it takes away; without, all of them. */
  readonly checks?: readonly string[];
}

const admission = 'admissionregistration.k8s.io/v1';

/** What can answer for the API server, change what is written or keep it from being written, and has no business to be younger than the attempt. */
const suspects = [
  { apiVersion: admission, kind: 'MutatingWebhookConfiguration' },
  { apiVersion: admission, kind: 'ValidatingWebhookConfiguration' },
  { apiVersion: admission, kind: 'MutatingAdmissionPolicy' },
  { apiVersion: admission, kind: 'MutatingAdmissionPolicyBinding' },
  { apiVersion: admission, kind: 'ValidatingAdmissionPolicy' },
  { apiVersion: admission, kind: 'ValidatingAdmissionPolicyBinding' },
  { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' },
  { apiVersion: 'v1', kind: 'Node' },
] as const;

/**
 * Looks for what was put between the grader and the truth since the attempt began: webhooks, admission policies, nodes, and API services that lead
 * elsewhere. What could not be read counts as found: nobody may gain by making this look fail.
 */
export async function findTampering(
  objects: Objects,
  startedAt: Date,
  signal: AbortSignal,
): Promise<readonly Tampering[]> {
  const found = await Promise.all(
    suspects.map(async (suspect) => {
      try {
        return (await listServed(objects, suspect, signal)).flatMap((item) => suspicionOf(item, startedAt));
      } catch (error) {
        signal.throwIfAborted();
        return [notLooked(suspect.kind, error)];
      }
    }),
  );
  // What was found explains more than what could not be read: students see the first one.
  return found.flat().toSorted((a, b) => Number(isKind(a)) - Number(isKind(b)));
}

/** Returns the objects of a kind; none where the cluster does not serve the kind, which is asked again each time. */
async function listServed(
  objects: Objects,
  { apiVersion, kind }: (typeof suspects)[number],
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  try {
    await objects.type(apiVersion, kind, signal);
  } catch (error) {
    if (error instanceof CourseError && error.code === 'not_found') return [];
    throw error;
  }
  return (await objects.list({ apiVersion, kind }, signal)).items;
}

function suspicionOf(item: KubeObject, startedAt: Date): readonly Tampering[] {
  const ref = `${item.kind} ${item.metadata.name}`;
  const elsewhere = item.kind === 'APIService' ? divertedTo(item) : undefined;
  if (elsewhere !== undefined) return [{ ref, message: diverted(ref, elsewhere) }];
  return isLocal(item) || !isYoung(item, startedAt) ? [] : [{ ref, message: tampered(ref) }];
}

/** The API server writes an APIService for each of its own groups, without a service behind it; those of new CRDs are young and harmless. */
function isLocal({ kind, metadata, spec }: ApiService): boolean {
  return (
    kind === 'APIService' &&
    metadata.labels?.['kube-aggregator.kubernetes.io/automanaged'] !== undefined &&
    !spec?.service
  );
}

/** The Service an APIService leads to, when that is another than the metrics API's own: every other API of the course is the API server's. */
function divertedTo({ metadata, spec }: ApiService): string | undefined {
  const service = spec?.service;
  if (!service) return undefined;
  const place = `${service.namespace}/${service.name}`;
  return metadata.name === 'v1beta1.metrics.k8s.io' && place === 'kube-system/metrics-server' ? undefined : place;
}

function tampered(ref: string): Text {
  return say((text) => text.between(ref));
}

function diverted(ref: string, place: string): Text {
  return say((text) => text.diverted(ref, place));
}

/** The finding about a kind that the gate could not look at: nothing passes, and the message says why. */
function notLooked(kind: string, error: unknown): Tampering {
  const reason = wordsOf(reasonOf(error));
  return { ref: kind, message: say((text, language) => text.notLooked(kind, reason[language])) };
}

/** Whether this is about a whole kind that could not be read. */
function isKind({ ref }: Tampering): boolean {
  return suspects.some(({ kind }) => kind === ref);
}

/** No pass counts on a cluster that was tampered with; a fail stays a fail. */
export function withoutTampering(verdicts: readonly Verdict[], tampering: readonly Tampering[]): readonly Verdict[] {
  return verdicts.map((verdict) => {
    const found = tampering.find(({ checks }) => checks === undefined || checks.includes(verdict.check));
    return verdict.outcome === 'pass' && found
      ? { ...verdict, outcome: 'inconclusive', message: found.message }
      : verdict;
  });
}
