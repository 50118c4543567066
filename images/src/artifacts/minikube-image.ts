import { CourseError } from '@drydock/model';
import { imageArtifact, type ImageArtifact } from '../artifact.ts';
import { findImage } from '../docker/docker.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { imagesPath } from '../folder.ts';
import { filesOf } from '../recipe.ts';
import { importRoot, minikubeRoot } from './debian-root.ts';
import { builtNode, pulledNode } from './node-image.ts';
import { findNodeImage, type NodeImage } from './node.ts';

const toolsImage = imageArtifact({
  id: 'minikube-tools',
  title: 'Load what minikube needs on a node into Docker',
  repository: 'drydock/minikube-tools',
  recipe: {},
  needs: [minikubeRoot],
  build: (context, { ref, recipe }) => importRoot(context, minikubeRoot, ref, recipe),
});

function minikubeImage(source: NodeImage['source'], node: ImageArtifact): ImageArtifact {
  return imageArtifact({
    id: `minikube-${source}`,
    title: 'Make the node a base image of minikube',
    repository: `drydock/minikube`,
    recipe: { folder: filesOf(imagesPath('minikube')) },
    needs: [node, toolsImage],
    build: (context, image) =>
      dockerBuild(context, {
        folder: imagesPath('minikube'),
        image,
        buildArgs: { NODE: node.ref, TOOLS: toolsImage.ref },
      }),
  });
}

/** The base image of minikube, by how its node was made. */
export const minikubeImages: Readonly<Record<NodeImage['source'], ImageArtifact>> = {
  built: minikubeImage('built', builtNode),
  pulled: minikubeImage('pulled', pulledNode),
};

/** The base image of minikube with the Kubernetes in it (`1.36.3`); undefined when it is not made yet. */
export async function findMinikubeImage(): Promise<{ ref: string; kubernetesVersion: string } | undefined> {
  const node = await findNodeImage();
  if (node === undefined) return undefined;
  const { ref, hash } = minikubeImages[node.source];
  return (await findImage(ref))?.recipe === hash ? { ref, kubernetesVersion: node.kubernetesVersion } : undefined;
}

/** The base image for new clusters of minikube; a CourseError when it has yet to be built. */
export async function minikubeBaseImage(): Promise<{ ref: string; kubernetesVersion: string }> {
  const found = await findMinikubeImage();
  if (found !== undefined) return found;
  throw new CourseError(
    'host_not_ready',
    'The base image of minikube is not on this machine yet.',
    'Run `DRYDOCK_DRIVER=minikube npx drydock images build`.',
  );
}
