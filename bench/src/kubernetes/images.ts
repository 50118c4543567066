import { run } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';

/** A name that tests ask for, and the image of ours that stands for it. */
export interface StandIn {
  readonly wanted: string;
  readonly image: string;
}

/** How long one step of giving a node its images may take: minutes on a crowded machine. */
const namingMs = 900_000;

/** Returns what stands for the images of the tests; those of which nothing of ours can take the place are left out. */
export function standIns(wanted: readonly string[], ours: Readonly<Record<string, string>>): readonly StandIn[] {
  return wanted.flatMap((name) => {
    const [, short = ''] = /^registry\.k8s\.io\/(?:e2e-test-images\/)?([^/:]+):/u.exec(name) ?? [];
    const image = ours[short];
    return image === undefined ? [] : [{ wanted: name, image }];
  });
}

/** Gives every node of a sandbox the images under the names that tests ask for, so that no registry is asked. */
export async function nameImages(sandbox: Sandbox, images: readonly StandIn[], signal: AbortSignal): Promise<void> {
  const local = new Set(images.map(({ image }) => image).filter(isLocal));
  await run('kind', ['load', 'docker-image', ...local, '--name', `drydock-${sandbox.id}`], {
    signal,
    timeoutMs: namingMs,
  });
  const tags = images.map(({ wanted, image }) => `ctr -n k8s.io images tag --force ${whole(image)} ${wanted}`);
  for (const name of profileShape[sandbox.profile].nodes) {
    const node = await sandbox.node(name);
    const { exitCode, stderr } = await node.exec(['bash', '-ec', tags.join('\n')], { timeoutMs: namingMs, signal });
    if (exitCode !== 0) throw new Error(`The images of the tests could not be named on ${name}: ${stderr.trim()}`);
  }
}

/** Whether only this machine's Docker has an image; those of the course are on the nodes. */
const isLocal = (image: string): boolean => image.startsWith('drydock/');

/** An image as containerd names it. */
function whole(image: string): string {
  return isLocal(image) ? `docker.io/${image}` : image;
}
