import { z } from 'zod';
import type { LentCluster } from './open.ts';

const Namespace = z.object({ metadata: z.object({ uid: z.string() }) });

/** The uid of the namespace kube-system: it identifies a cluster and cannot be made again. */
export async function clusterUid({ ask }: LentCluster): Promise<string> {
  return Namespace.parse((await ask('/api/v1/namespaces/kube-system')).body).metadata.uid;
}
