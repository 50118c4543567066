import { CourseError } from '@drydock/model';
import type { ImageArtifact } from '../artifact.ts';
import { findImage } from '../docker/docker.ts';
import { kindFacts, type KindFacts } from '../versions/kind-facts.ts';
import { builtNode, pulledNode } from './node-image.ts';
import { versions } from '../versions/versions.ts';

/** The node image this machine has, with what kind must be told for it. */
export interface NodeImage extends KindFacts {
  readonly ref: string;
  readonly kubernetesVersion: string;
  readonly source: 'built' | 'pulled';
}

const sources: readonly { source: NodeImage['source']; image: ImageArtifact; kubernetesVersion: string }[] = [
  { source: 'pulled', image: pulledNode, kubernetesVersion: versions.kindestNode.kubernetes },
  { source: 'built', image: builtNode, kubernetesVersion: versions.kubernetes },
];

/** The node image of this checkout's recipe, whichever way it was made; undefined when it is not made yet. */
export async function findNodeImage(): Promise<NodeImage | undefined> {
  for (const { source, image, kubernetesVersion } of sources) {
    const found = await findImage(image.ref);
    if (found?.recipe === image.hash) return { ref: image.ref, kubernetesVersion, source, ...kindFacts(source) };
  }
  return undefined;
}

/** The node image for new clusters; a CourseError when it has yet to be built. */
export async function nodeImage(): Promise<NodeImage> {
  const found = await findNodeImage();
  if (found !== undefined) return found;
  throw new CourseError(
    'host_not_ready',
    'The node image is not on this machine yet.',
    'Run `npx drydock images build`.',
  );
}
