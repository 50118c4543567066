import { z } from 'zod';
import type { ImageArtifact } from './artifact.ts';
import { findImage } from './docker/docker.ts';
import { labImages, nameAndTag } from './artifacts/lab-images.ts';
import { findNodeImage } from './artifacts/node.ts';
import { builtNode, pulledNode } from './artifacts/node-image.ts';
import { versions } from './versions/versions.ts';
import { workspaceImage } from './artifacts/workspace-image.ts';

/** One image of this checkout against what the machine has: `stale` has the right name and another recipe. */
export const ImageStatus = z.object({
  name: z.string(),
  ref: z.string(),
  recipeHash: z.string(),
  state: z.enum(['ready', 'missing', 'stale']),
  sizeBytes: z.number().nonnegative(),
  versions: z.record(z.string(), z.string()),
});
export type ImageStatus = z.infer<typeof ImageStatus>;

/** State of every image a Drydock needs; asks Docker, builds nothing. */
export async function imagesStatus(): Promise<ImageStatus[]> {
  const node = (await findNodeImage())?.source === 'pulled' ? pulledNode : builtNode;
  const { kindestNode, kubernetes, coredns, etcd, metricsServer, localPathProvisioner, networkPolicies, crictl } =
    versions;
  const inNode =
    node === pulledNode
      ? { kubernetes: kindestNode.kubernetes, metricsServer, networkPolicies }
      : { kubernetes, coredns, etcd, metricsServer, localPathProvisioner, networkPolicies, crictl };
  return Promise.all([
    statusOf('node', node, inNode),
    statusOf('workspace', workspaceImage(), { kubectl: kubernetes, node: versions.workspace.node }),
    ...labImages.map((image) => {
      const { name, tag } = nameAndTag(image);
      return statusOf(name, image, { [name]: tag });
    }),
  ]);
}

async function statusOf(name: string, image: ImageArtifact, contents: Record<string, string>): Promise<ImageStatus> {
  const found = await findImage(image.ref);
  const fresh = found?.recipe === image.hash;
  return {
    name,
    ref: image.ref,
    recipeHash: image.hash,
    state: found === undefined ? 'missing' : fresh ? 'ready' : 'stale',
    sizeBytes: found?.sizeBytes ?? 0,
    versions: contents,
  };
}
