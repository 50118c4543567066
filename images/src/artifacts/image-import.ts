import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { proxyVariables } from '@drydock/model';
import { removeContainer } from '../docker/docker.ts';
import { imagesPath } from '../folder.ts';
import { importContainerPrefix } from '../leftovers.ts';
import type { Recipe } from '../recipe.ts';
import type { BuildContext, ImageTarget } from '../artifact.ts';
import type { ComponentImage } from './component-images.ts';

const entrypoint = '["/usr/local/bin/entrypoint", "/usr/local/bin/node-guard", "/sbin/init"]';

/** A volume, because layers can be unpacked only where the file system is not itself an overlay. */
const containerdRoot = '/tmp/containerd';

/** The first process of the importing container: containerd's parent, so that a stopped containerd is really gone. */
const keepContainerd = `
mkdir -p /run/containerd /var/lib/containerd
cp -a /var/lib/containerd/. ${containerdRoot}
containerd --root ${containerdRoot} >/run/containerd.log 2>&1
exec sleep infinity`;

const awaitContainerd = `
for _ in $(seq 300); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.1; done
cat /run/containerd.log >&2; exit 1`;

const stopContainerd = `
pkill -x containerd
for _ in $(seq 300); do pgrep -x containerd >/dev/null || break; sleep 0.1; done
pgrep -x containerd && exit 1
rm -rf /run/containerd /run/containerd.log`;

const shareLayers = readFileSync(imagesPath('node/share-layers'), 'utf8');

const guard = readFileSync(imagesPath('node/node-guard'), 'utf8');

/** How images get into a node, as part of the node's recipe. */
export const importRecipe: Recipe = { keepContainerd, shareLayers, guard, entrypoint, pinned: true };

/** Puts images into a node image: imports and unpacks them in a container of `base`, moves the layers out of /var, sets the guard before systemd, and commits it. */
export async function importImages(
  context: BuildContext,
  base: string,
  contents: readonly ComponentImage[],
  { ref, recipe }: ImageTarget,
): Promise<void> {
  const name = `${importContainerPrefix}${randomBytes(4).toString('hex')}`;
  const inNode = (script: string, ...args: string[]): Promise<string> =>
    context.run('docker', ['exec', name, 'bash', '-c', script, 'bash', ...args]);
  const volume = `type=volume,destination=${containerdRoot}`;
  // The image is made from this container: a proxy that Docker's settings put into it would be in every node for ever.
  const noProxy = proxyVariables.flatMap((variable) => ['--env', variable]);
  const withoutProxy = Object.fromEntries(proxyVariables.map((variable) => [variable, undefined]));
  const container = [...noProxy, '--detach', '--privileged', '--mount', volume, '--name', name, '--entrypoint', 'bash'];
  await context.run('docker', ['run', ...container, base, '-c', keepContainerd], { env: withoutProxy });
  try {
    await inNode(awaitContainerd);
    const refs = contents.map(({ image }) => image.ref);
    const ctr = `docker exec -i ${name} ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned -`;
    await context.run('bash', ['-o', 'pipefail', '-c', `docker save ${refs.join(' ')} | ${ctr}`]);
    for (const { image, nameInNode } of contents) {
      const imported = fullName(image.ref);
      if (imported === nameInNode) continue;
      await inNode('ctr -n k8s.io images tag "$1" "$2" && ctr -n k8s.io images rm --sync "$1"', imported, nameInNode);
    }
    await inNode(stopContainerd);
    await inNode(shareLayers, containerdRoot);
    await inNode('printf %s "$1" >/usr/local/bin/node-guard && chmod 755 /usr/local/bin/node-guard', guard);
    const changes = [`ENTRYPOINT ${entrypoint}`, 'CMD []', `LABEL drydock.recipe=${recipe}`];
    await context.run('docker', ['commit', ...changes.flatMap((change) => ['--change', change]), name, ref]);
  } finally {
    await removeContainer(name);
  }
}

/** The name containerd gives to a reference without a registry. */
function fullName(ref: string): string {
  const [first = ''] = ref.split('/');
  return first.includes('.') ? ref : `docker.io/${ref}`;
}
