import { join } from 'node:path';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver, type SandboxDriver } from '@drydock/sandbox';

/** The driver of real clusters for a test, with the images of now; what it keeps of them is in the folder `run` of the test's directory. */
export async function kindDriverIn(directory: string): Promise<SandboxDriver> {
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const { workspace, registry } = imageRefs();
  return createKindDriver({
    images: { node: ref, workspace, registry },
    kubeadm: { patches: kubeadmConfigPatches },
    runDirectory: join(directory, 'run'),
  });
}
