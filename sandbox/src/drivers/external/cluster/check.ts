import { isAtLeast } from '@drydock/host';
import type { CourseError, Problem } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable } from '../../../driver.ts';
import type { ExternalDriverOptions } from '../options.ts';
import { fail } from '../text/fail.ts';
import { findNodes } from '../nodes/find.ts';
import { type LentCluster, openLent } from './open.ts';

/** Before it the API server had no policies that keep what was there before. */
const oldestVersion = '1.30.0';

/** A kubelet reports this many images at most. */
const imagesReported = 50;

const Version = z.object({ gitVersion: z.string() });
const Review = z.object({ status: z.object({ allowed: z.boolean() }) });
const Node = z.object({
  metadata: z.object({ name: z.string(), uid: z.string() }),
  spec: z.object({
    unschedulable: z.boolean().optional(),
    taints: z.array(z.object({ effect: z.string() })).optional(),
  }),
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    images: z.array(z.object({ names: z.array(z.string()).nullish() })).nullish(),
  }),
});
type Node = z.output<typeof Node>;
const Nodes = z.object({ items: z.array(Node) });

/** What a user should know before lending a cluster. */
export interface ClusterSketch {
  readonly server: string;
  readonly version: string;
  readonly nodes: readonly string[];
  /** Namespaces that Kubernetes does not make itself. */
  readonly namespaces: readonly string[];
  /** The uid of its namespace kube-system: it identifies a cluster. */
  readonly uid: string;
}

/** Returns all that keeps the cluster of the context from being lent; rejects when it cannot be asked. Changes nothing. */
export async function checkCluster(
  settings: Pick<ExternalDriverOptions, 'context' | 'kubeconfigFiles' | 'labImages' | 'nodeAccess'>,
  { signal }: Cancellable = {},
): Promise<readonly Problem[]> {
  const { context } = settings;
  if (context === undefined) throw fail('bad_request', (text) => text.noContextNamed);
  using lent = await openLent(settings, context);
  const problems = await problemsOf(lent, settings.labImages, signal);
  const closed =
    settings.nodeAccess === undefined ? [] : (await findNodes(lent, { ...(signal && { signal }) })).problems;
  return [...problems, ...closed].map((error) => error.toJSON());
}

async function problemsOf(
  lent: LentCluster,
  labImages: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly CourseError[]> {
  const context = lent.context.name;
  const [version, mayAll, nodes] = await Promise.all([
    versionOf(lent, signal),
    mayDoAll(lent, signal),
    nodesOf(lent, signal),
  ]);
  const found: CourseError[] = [];
  if (!isAtLeast(version, oldestVersion))
    found.push(fail('host_not_ready', (text) => text.tooOld(context, version, oldestVersion)));
  if (!mayAll) found.push(fail('forbidden', (text) => text.forbidden(context, 'SelfSubjectAccessReview *: no')));
  const ready = nodes.filter(takesPods);
  if (ready.length === 0) found.push(fail('host_not_ready', (text) => text.noNode(context)));
  for (const node of ready) {
    const missing = imagesMissing(node, labImages);
    if (missing.length > 0)
      found.push(fail('host_not_ready', (text) => text.noImages(context, node.metadata.name, missing)));
  }
  return found;
}

/** Describes the cluster of a context to the user who may lend it. */
export async function sketchCluster(
  settings: Pick<ExternalDriverOptions, 'kubeconfigFiles'>,
  context: string,
  { signal }: Cancellable = {},
): Promise<ClusterSketch> {
  using lent = await openLent(settings, context);
  const Spaces = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) })) });
  const [version, nodes, { body }] = await Promise.all([
    versionOf(lent, signal),
    nodesOf(lent, signal),
    lent.ask('/api/v1/namespaces', { signal }),
  ]);
  const spaces = Spaces.parse(body).items.map(({ metadata }) => metadata);
  return {
    server: lent.context.server.href,
    version,
    nodes: nodes.map(({ metadata }) => metadata.name),
    namespaces: spaces.map(({ name }) => name).filter((name) => !/^(default|kube-.*|local-path-storage)$/u.test(name)),
    uid: spaces.find(({ name }) => name === 'kube-system')?.uid ?? '',
  };
}

async function versionOf({ ask }: LentCluster, signal: AbortSignal | undefined): Promise<string> {
  const { body } = await ask('/version', { signal });
  return /\d+\.\d+\.\d+/u.exec(Version.parse(body).gitVersion)?.[0] ?? '0.0.0';
}

async function mayDoAll({ ask }: LentCluster, signal: AbortSignal | undefined): Promise<boolean> {
  const spec = { resourceAttributes: { verb: '*', group: '*', resource: '*' } };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  return Review.parse((await ask(path, { method: 'POST', body: review, signal })).body).status.allowed;
}

async function nodesOf({ ask }: LentCluster, signal: AbortSignal | undefined): Promise<readonly Node[]> {
  return Nodes.parse((await ask('/api/v1/nodes', { signal })).body).items;
}

function takesPods({ spec, status }: Node): boolean {
  const isReady = status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  return (
    isReady && spec.unschedulable !== true && (spec.taints ?? []).every(({ effect }) => effect === 'PreferNoSchedule')
  );
}

/** Returns which images a node lacks; none where it has more than it reports. */
function imagesMissing({ status }: Node, wanted: readonly string[]): readonly string[] {
  const images = status.images ?? [];
  if (images.length >= imagesReported) return [];
  const has = new Set(images.flatMap(({ names }) => names ?? []));
  return wanted.filter((name) => !has.has(name) && !has.has(`docker.io/${name}`) && !has.has(`localhost/${name}`));
}
