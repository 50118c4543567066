import { CourseError } from '@drydock/model';
import { chosenNodeAccess, externalDriver } from './external.ts';
import type { ImageGroup } from '@drydock/images';
import type { DriverName, hardeningOf, KnownDriver, SandboxDriver, UnmetNeed } from '@drydock/sandbox';

/** Returns the name that DRYDOCK_DRIVER gives, kind without it; `bad_request` when no driver has that name. */
async function chosenName(): Promise<DriverName> {
  const { driverNamed } = await import('@drydock/sandbox');
  return driverNamed(process.env['DRYDOCK_DRIVER']);
}

/** What the command line may say of the driver. */
interface Choice {
  readonly driver?: string;
  readonly context?: string;
  readonly nodeAccess?: string;
  readonly tier?: string;
}

/** Has options of the command line count before DRYDOCK_DRIVER, DRYDOCK_CONTEXT, DRYDOCK_NODE_ACCESS and DRYDOCK_TIER; `--context` alone means the driver external. */
export function chooseDriver({ driver, context, nodeAccess, tier }: Choice): void {
  const name = driver ?? (context === undefined ? undefined : 'external');
  if (name !== undefined) process.env['DRYDOCK_DRIVER'] = name;
  if (context !== undefined) process.env['DRYDOCK_CONTEXT'] = context;
  if (nodeAccess !== undefined) process.env['DRYDOCK_NODE_ACCESS'] = nodeAccess;
  if (tier !== undefined) process.env['DRYDOCK_TIER'] = tier;
}

/** Returns what the tier that DRYDOCK_TIER names adds to kind; `bad_request` where the driver has no such tier. */
async function chosenHardening(): Promise<ReturnType<typeof hardeningOf>> {
  const { demandTier, hardeningOf, tierNamed } = await import('@drydock/sandbox');
  const tier = tierNamed(process.env['DRYDOCK_TIER']);
  demandTier(await chosenName(), tier);
  return hardeningOf(tier);
}

/** Returns what is known of the chosen driver, in the chosen tier; it need not be installed. */
export async function chosenDriver(): Promise<KnownDriver> {
  const { knownDrivers } = await import('@drydock/sandbox');
  const name = await chosenName();
  const known = knownDrivers[name];
  const { hardening } = await chosenHardening();
  if (hardening) return { ...known, info: hardening.narrow(known.info) };
  if (name !== 'external' || chosenNodeAccess() === undefined) return known;
  const { enteredInfo } = await import('@drydock/sandbox/external');
  return { ...known, info: enteredInfo };
}

/** Returns the images that the chosen driver makes sandboxes from, and those of the labs; everything for kind. */
export async function chosenImages(): Promise<readonly ImageGroup[] | undefined> {
  const groups: Readonly<Record<DriverName, readonly ImageGroup[] | undefined>> = {
    kind: undefined,
    // A cluster that is lent has nodes already.
    external: ['labs', 'workspace'],
    minikube: ['labs', 'workspace', 'minikube'],
  };
  return groups[await chosenName()];
}

/** What a driver is made for: new sandboxes, a look at what is missing for them, or those that are there already. */
type Use = 'new sandboxes' | 'a look' | 'present sandboxes';

/** How each driver is made from this checkout. */
const makers: Readonly<Record<DriverName, (runDirectory: string, use: Use) => Promise<SandboxDriver>>> = {
  async kind(runDirectory, use) {
    const [images, { createKindDriver }] = await Promise.all([import('@drydock/images'), import('@drydock/sandbox')]);
    const none = { ref: 'drydock/node:none', kubeadmConfigPatches: [] };
    const nodes = {
      'new sandboxes': () => images.nodeImage(),
      'a look': async () => (await images.findNodeImage().catch(() => undefined)) ?? none,
      'present sandboxes': async () => none,
    };
    const { ref, kubeadmConfigPatches } = await nodes[use]();
    const { workspace, registry } = images.imageRefs();
    const { hardening, kubeadmPatches } = await chosenHardening();
    return createKindDriver({
      images: { node: ref, workspace, registry },
      kubeadm: { patches: [...kubeadmConfigPatches, ...kubeadmPatches] },
      hardening,
      runDirectory,
      dockerConfig: process.env['DOCKER_CONFIG'],
    });
  },
  async minikube(runDirectory, use) {
    await chosenHardening();
    const [images, { createMinikubeDriver }] = await Promise.all([
      import('@drydock/images'),
      import('@drydock/sandbox/minikube'),
    ]);
    const none = { ref: 'drydock/minikube:none', kubernetesVersion: '0.0.0' };
    const nodes = {
      'new sandboxes': () => images.minikubeBaseImage(),
      'a look': async () => (await images.findMinikubeImage().catch(() => undefined)) ?? none,
      'present sandboxes': async () => none,
    };
    const { ref, kubernetesVersion } = await nodes[use]();
    const { workspace, registry } = images.imageRefs();
    return createMinikubeDriver({
      images: { node: ref, workspace, registry },
      kubernetesVersion,
      runDirectory,
      dockerConfig: process.env['DOCKER_CONFIG'],
    });
  },
  async external(runDirectory) {
    await chosenHardening();
    return externalDriver(runDirectory);
  },
};

async function make(runDirectory: string, use: Use): Promise<SandboxDriver> {
  return makers[await chosenName()](runDirectory, use);
}

/**
 * Returns the chosen driver with the images of this checkout. Rejects with `host_not_ready` when they are not built, and with all
 * that keeps this host from making sandboxes: what `drydock doctor` finds, for both ask the driver's preflight.
 */
export async function driverOf(runDirectory: string): Promise<SandboxDriver> {
  const driver = await make(runDirectory, 'new sandboxes');
  const problems = await driver.preflight();
  if (problems.length === 0) {
    await guardHost();
    return driver;
  }
  throw new CourseError(
    'host_not_ready',
    problems.map(({ message }) => message).join('\n  '),
    problems.map(({ fix }) => fix).join('\n  '),
  );
}

/** Has the host keep sandboxes apart that are there already: its rules are gone after a reboot. */
async function guardHost(): Promise<void> {
  const { hardening } = await chosenHardening();
  if (!hardening) return;
  const { nodeImage } = await import('@drydock/images');
  await hardening.guardHost((await nodeImage()).ref);
}

/** Returns all that keeps this host from making sandboxes now, images that are not built among it. */
export async function unmetNeedsOf(runDirectory: string): Promise<readonly UnmetNeed[]> {
  const driver = await make(runDirectory, 'a look');
  return driver.preflight();
}

/** Returns a driver for the sandboxes that are there already; it needs no image of this checkout and makes no sandbox. */
export function presentDriverOf(runDirectory: string): Promise<Omit<SandboxDriver, 'create' | 'preflight'>> {
  return make(runDirectory, 'present sandboxes');
}
