import type { SandboxDriver } from '@drydock/sandbox';

/** The kind driver of this installation, with the images of this checkout; rejects with `host_not_ready` when they are not built. */
export async function driverOf(runDirectory: string): Promise<SandboxDriver> {
  const [{ imageRefs, nodeImage }, { createKindDriver }] = await Promise.all([
    import('@drydock/images'),
    import('@drydock/sandbox'),
  ]);
  const node = await nodeImage();
  return createKindDriver({
    images: { node: node.ref, workspace: imageRefs().workspace },
    kubeadm: { patches: node.kubeadmConfigPatches },
    runDirectory,
  });
}
