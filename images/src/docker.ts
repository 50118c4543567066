import { execa } from 'execa';
import { z } from 'zod';

/** What Docker knows about an image of ours. */
export interface FoundImage {
  readonly recipe: string | undefined;
  readonly sizeBytes: number;
}

const Inspected = z
  .array(
    z.object({
      Size: z.number(),
      Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
    }),
  )
  .min(1);

/** The image with this reference on the host's Docker, or undefined when there is none (or no Docker). */
export async function findImage(ref: string): Promise<FoundImage | undefined> {
  const result = await execa('docker', ['image', 'inspect', ref], { reject: false, stdin: 'ignore' });
  if (result.exitCode !== 0) return undefined;
  const [image] = Inspected.parse(JSON.parse(result.stdout));
  if (image === undefined) return undefined;
  return { recipe: image.Config?.Labels?.['drydock.recipe'], sizeBytes: image.Size };
}

/** Removes a container and its anonymous volumes, whatever state it is in; none of that name is as good. */
export async function removeContainer(name: string): Promise<void> {
  await execa('docker', ['rm', '--force', '--volumes', name], { reject: false, stdin: 'ignore' });
}

/** Takes a name from an image; the image goes when it was its last one. None of that name is as good. */
export async function removeImageName(ref: string): Promise<void> {
  await execa('docker', ['rmi', '--no-prune', ref], { reject: false, stdin: 'ignore' });
}
