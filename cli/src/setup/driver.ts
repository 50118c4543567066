import { CourseError, type DriverInfo } from '@drydock/model';
import type { SandboxDriver, UnmetNeed } from '@drydock/sandbox';

/** Returns what the driver can do that DRYDOCK_DRIVER names; it need not be installed. */
export async function chosenInfo(): Promise<DriverInfo> {
  const { driverNamed, knownDrivers } = await import('@drydock/sandbox');
  return knownDrivers[driverNamed(process.env['DRYDOCK_DRIVER'])];
}

/**
 * The kind driver that makes sandboxes of this installation, with the images of this checkout; rejects with `host_not_ready` when they are not built, and with all
 * that keeps this host from making sandboxes: what `drydock doctor` finds, for both ask the same probes.
 */
export async function driverOf(runDirectory: string): Promise<SandboxDriver> {
  const [{ imageRefs, nodeImage }, { createKindDriver }] = await rooms();
  const node = await nodeImage();
  const { workspace, registry } = imageRefs();
  const driver = createKindDriver({
    images: { node: node.ref, workspace, registry },
    kubeadm: { patches: node.kubeadmConfigPatches },
    runDirectory,
    dockerConfig: process.env['DOCKER_CONFIG'],
  });
  const problems = await driver.preflight();
  if (problems.length === 0) return driver;
  throw new CourseError(
    'host_not_ready',
    problems.map(({ message }) => message).join('\n  '),
    problems.map(({ fix }) => fix).join('\n  '),
  );
}

/** All that keeps this host from making sandboxes now, images that are not built among it. */
export async function unmetNeedsOf(runDirectory: string): Promise<readonly UnmetNeed[]> {
  const [{ findNodeImage, imageRefs }, { settingsOf, unmetNeeds }] = await rooms();
  const { workspace, registry } = imageRefs();
  const node = (await findNodeImage().catch(() => undefined))?.ref ?? 'drydock/node:none';
  const dockerConfig = process.env['DOCKER_CONFIG'];
  return unmetNeeds(settingsOf({ images: { node, workspace, registry }, runDirectory, dockerConfig }));
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
