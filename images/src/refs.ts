import { labImages, registryImage } from './lab-images.ts';
import { workspaceImage } from './workspace-image.ts';

/** References of the images by what they are for; the node image's is asked from `nodeImage()`. */
export interface ImageRefs {
  readonly workspace: string;
  /** What a sandbox's private registry runs; a lab image too. */
  readonly registry: string;
  /** By the lab image's name: nginx, stress, busybox, redis, agnhost, registry. */
  readonly lab: Readonly<Record<string, string>>;
}

/** The references of this checkout's recipes, whether built or not. */
export function imageRefs(): ImageRefs {
  return {
    workspace: workspaceImage().ref,
    registry: registryImage.ref,
    lab: Object.fromEntries(labImages.map((image) => [image.id.replace(/^lab-/, ''), image.ref])),
  };
}
