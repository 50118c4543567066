import type { SandboxDriver } from '@drydock/sandbox';

/** The kind driver that makes sandboxes of this installation, with the images of this checkout; rejects with `host_not_ready` when they are not built. */
export async function driverOf(runDirectory: string): Promise<SandboxDriver> {
  const [{ imageRefs, nodeImage }, { createKindDriver }] = await rooms();
  const node = await nodeImage();
  const { workspace, registry } = imageRefs();
  return createKindDriver({
    images: { node: node.ref, workspace, registry },
    kubeadm: { patches: node.kubeadmConfigPatches },
    runDirectory,
    dockerConfig: process.env['DOCKER_CONFIG'],
  });
}

/** A driver for the sandboxes that are there already; it needs no image of this checkout and makes no sandbox. */
export async function presentDriverOf(runDirectory: string): Promise<Omit<SandboxDriver, 'create' | 'preflight'>> {
  const [{ imageRefs }, { createKindDriver }] = await rooms();
  const { workspace, registry } = imageRefs();
  return createKindDriver({ images: { node: '', workspace, registry }, runDirectory });
}

function rooms() {
  return Promise.all([import('@drydock/images'), import('@drydock/sandbox')]);
}
