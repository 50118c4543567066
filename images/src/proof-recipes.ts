import { baseImage } from './artifacts/base-image.ts';
import { imagesPath } from './folder.ts';
import { goPrograms } from './artifacts/go-program.ts';
import { labImages, nameAndTag } from './artifacts/lab-images.ts';
import { podNetworkByHand } from './artifacts/manifests.ts';
import { nodeRecipes } from './artifacts/node-image.ts';
import { nodeImage } from './artifacts/node.ts';
import { filesOf, recipeHash } from './recipe.ts';

/** The recipes that a lab's proof depends on, each as a hash, so that a lab needs a new proof only when something it uses has changed. */
export interface ProofRecipes {
  readonly kubernetes: string;
  /** The node without the lab images. */
  readonly node: string;
  /** The workspace without the terminal's agent. */
  readonly workspace: string;
  /** By the lab image's name. */
  readonly lab: Readonly<Record<string, string>>;
}

/** Returns the recipes of the images that clusters are made of on this machine. */
export async function proofRecipes(): Promise<ProofRecipes> {
  const { kubernetesVersion, source } = await nodeImage();
  return {
    kubernetes: kubernetesVersion,
    node: nodeRecipes[source],
    workspace: recipeHash({
      folder: filesOf(imagesPath('workspace')),
      podNetwork: podNetworkByHand(),
      base: baseImage.hash,
      programs: goPrograms.kubernetes.hash,
    }),
    lab: Object.fromEntries(
      [...Map.groupBy(labImages, (image) => nameAndTag(image).name)].map(([name, images]) => [
        name,
        images.map(({ hash }) => hash).join(' '),
      ]),
    ),
  };
}
