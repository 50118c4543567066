import { baseImage } from '../artifacts/base-image.ts';
import { labImages, nameAndTag, registryImage } from '../artifacts/lab-images.ts';
import { workspaceImage } from '../artifacts/workspace-image.ts';

/** References of the images by what they are for; the node image's is asked from `nodeImage()`. */
export interface ImageRefs {
  /** The small Debian. */
  readonly base: string;
  readonly workspace: string;
  /** What a sandbox's private registry runs; a lab image too. */
  readonly registry: string;
  /** The tags of each lab image, by its name: nginx, stress, busybox, redis, agnhost, registry, toolbox, web. */
  readonly lab: Readonly<Record<string, readonly string[]>>;
}

/** The references of this checkout's recipes, whether built or not. */
export function imageRefs(): ImageRefs {
  return {
    base: baseImage.ref,
    workspace: workspaceImage().ref,
    registry: registryImage.ref,
    lab: tagsByName(),
  };
}

function tagsByName(): Readonly<Record<string, readonly string[]>> {
  const tags: Record<string, string[]> = {};
  for (const image of labImages) {
    const { name, tag } = nameAndTag(image);
    (tags[name] ??= []).push(tag);
  }
  return tags;
}
