import { type Cluster, type Objects, openCluster, openObjects } from '@drydock/cluster';
import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { readKubeconfig } from '../kubeconfig/contexts.ts';
import { contextNamed, type OneContext } from '../kubeconfig/one-context.ts';
import type { ExternalDriverOptions } from '../options.ts';
import { fail } from '../text/fail.ts';

/** A request to the API server. */
export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
  /** Refusals that are results. */
  readonly may?: readonly (404 | 409)[];
}

/** The cluster of a context, asked as the user of the context. */
export interface LentCluster extends Disposable {
  readonly context: OneContext;
  readonly cluster: Cluster;
  readonly objects: Objects;
  /** Resolves with the JSON of an answer and its status; what keeps the cluster from answering is an error about the context. */
  readonly ask: (path: string, asked?: Asked) => Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Opens the cluster of a context; rejects with what is wrong with the context, and asks the cluster nothing. */
export async function openLent(
  { kubeconfigFiles }: Pick<ExternalDriverOptions, 'kubeconfigFiles'>,
  name: string,
): Promise<LentCluster> {
  const context = contextNamed(await readKubeconfig(kubeconfigFiles), name);
  const cluster = await openCluster(context.kubeconfig).catch((error: unknown) => {
    throw about(name, error);
  });
  return {
    context,
    cluster,
    objects: openObjects(cluster),
    ask: (path, asked) => ask(name, cluster, path, asked),
    [Symbol.dispose]: () => cluster[Symbol.dispose](),
  };
}

const Refusal = z.object({ message: z.string() });

async function ask(
  context: string,
  cluster: Cluster,
  path: string,
  { method = 'GET', body, signal, may = [] }: Asked = {},
): Promise<{ status: number; body: unknown }> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const answer = await cluster
    .request(path, {
      method,
      signal,
      timeoutMs: 15_000,
      headers: { 'content-type': type },
      ...(body && { body: JSON.stringify(body) }),
    })
    .catch((error: unknown) => {
      throw about(context, error);
    });
  const { status } = answer;
  const written = answer.body.toString('utf8');
  if (status < 300) return { status, body: parsed(written) };
  if (may.some((each) => each === status)) return { status, body: undefined };
  if (status === 401) throw fail('forbidden', (text) => text.expired(context));
  const reason = Refusal.safeParse(parsed(written)).data?.message ?? written.slice(0, 200);
  if (status === 403) throw fail('forbidden', (text) => text.forbidden(context, reason));
  throw fail('cluster_unreachable', (text) => text.refused(context, path, status, reason));
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}

/** Returns the failure of a request as one of the context, with what the user can do about it. */
export function about(context: string, error: unknown): unknown {
  if (!(error instanceof CourseError) || error.code === 'aborted') return error;
  const reason = { en: error.message, zh: error.zh?.message ?? error.message };
  if (error.code === 'bad_request')
    return fail('bad_request', (text, language) => text.unusable(context, reason[language]), { cause: error });
  if (error.code !== 'cluster_unreachable' && error.code !== 'timeout') return error;
  return fail('cluster_unreachable', (text, language) => text.unreachable(context, reason[language]), { cause: error });
}
