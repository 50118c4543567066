import { imageArtifact } from '../artifact.ts';
import { baseRoot, importRoot } from './debian-root.ts';

/** The small Debian as a Docker image, under the lab, workspace and network images. */
export const baseImage = imageArtifact({
  id: 'base-image',
  title: 'Load the small base into Docker',
  repository: 'drydock/base',
  recipe: {},
  needs: [baseRoot],
  build: (context, { ref, recipe }) => importRoot(context, baseRoot, ref, recipe),
});
