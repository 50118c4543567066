import { stringify } from 'yaml';
import { fail } from '../text/fail.ts';
import type { Kubeconfig } from './contexts.ts';
import { nearest } from './nearest.ts';

/** What is known of a context without asking its cluster. */
export interface OneContext {
  readonly name: string;
  readonly server: URL;
  /** The fields of its cluster. */
  readonly cluster: Readonly<Record<string, unknown>>;
  /** A kubeconfig (YAML) with this context alone. */
  readonly kubeconfig: string;
}

/** Returns a context by its name; rejects with `not_found` for a name that is not there, naming the one that may be meant. */
export function contextNamed(kubeconfig: Kubeconfig, name: string): OneContext {
  const found = kubeconfig.contexts.get(name);
  const known = [...kubeconfig.contexts.keys()];
  if (!found) throw fail('not_found', (text) => text.unknownContext(name, known, nearest(name, known)));
  const cluster = kubeconfig.clusters.get(found.cluster);
  const user = found.user === undefined ? {} : kubeconfig.users.get(found.user);
  if (!cluster) throw fail('bad_request', (text) => text.incomplete(name, `cluster ${found.cluster}`));
  if (!user) throw fail('bad_request', (text) => text.incomplete(name, `user ${found.user}`));
  const server = String(cluster['server']);
  if (!/^https?:/u.test(server) || !URL.canParse(server))
    throw fail('bad_request', (text) => text.incomplete(name, `server ${server}`));
  return { name, server: new URL(server), cluster, kubeconfig: kubeconfigOf('drydock-grader', cluster, user) };
}

/** A kubeconfig with one context, `course`. */
export function kubeconfigOf(user: string, cluster: object, credentials: object): string {
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'course', cluster }],
      users: [{ name: user, user: credentials }],
      contexts: [{ name: 'course', context: { cluster: 'course', user, namespace: 'default' } }],
      'current-context': 'course',
    },
    { lineWidth: 0 },
  );
}
