import { randomBytes } from 'node:crypto';
import { removeContainer } from './docker.ts';
import { importContainerPrefix } from './leftovers.ts';
import type { BuildContext, ImageTarget } from './artifact.ts';
import type { ComponentImage } from './component-images.ts';

const entrypoint = '["/usr/local/bin/entrypoint", "/sbin/init"]';

/** The first process of the importing container: containerd's parent, so that a stopped containerd is really gone. */
const keepContainerd = 'mkdir -p /run/containerd; containerd >/run/containerd.log 2>&1; exec sleep infinity';

const awaitContainerd = `
for _ in $(seq 300); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.1; done
cat /run/containerd.log >&2; exit 1`;

const stopContainerd = `
pkill -x containerd
for _ in $(seq 300); do pgrep -x containerd >/dev/null || break; sleep 0.1; done
pgrep -x containerd && exit 1
rm -rf /run/containerd /run/containerd.log`;

/** Part of the node's recipe: raised when this file puts the images into the node in another way. */
export const importLayout = 1;

/** Puts images into a node image: imports them into containerd of a container of `base` and commits it. */
export async function importImages(
  context: BuildContext,
  base: string,
  contents: readonly ComponentImage[],
  { ref, recipe }: ImageTarget,
): Promise<void> {
  const name = `${importContainerPrefix}${randomBytes(4).toString('hex')}`;
  const inNode = (script: string): Promise<string> => context.run('docker', ['exec', name, 'bash', '-c', script]);
  const container = ['--detach', '--privileged', '--name', name, '--entrypoint', 'bash'];
  await context.run('docker', ['run', ...container, base, '-c', keepContainerd]);
  try {
    await inNode(awaitContainerd);
    const refs = contents.map(({ image }) => image.ref);
    const load = `docker save ${refs.join(' ')} | docker exec -i ${name} ctr -n k8s.io images import --no-unpack --label io.cri-containerd.pinned=pinned -`;
    await context.run('bash', ['-o', 'pipefail', '-c', load]);
    for (const { image, nameInNode } of contents) {
      const imported = fullName(image.ref);
      if (imported === nameInNode) continue;
      await inNode(`ctr -n k8s.io images tag ${imported} ${nameInNode} && ctr -n k8s.io images rm ${imported}`);
    }
    await inNode(stopContainerd);
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
