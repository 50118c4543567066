import { runToEnd, type Outcome } from '@drydock/host';
import { CourseError, quoteCause } from '@drydock/model';
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

/** Returns the image with this reference on the host's Docker, undefined without one; rejects with a CourseError when Docker does not answer. */
export async function findImage(ref: string): Promise<FoundImage | undefined> {
  return readInspection(ref, await runToEnd('docker', ['image', 'inspect', ref]));
}

/** Distinguishes a missing image from a missing Docker. */
export function readInspection(ref: string, { ended, exitCode, stdout, stderr }: Outcome): FoundImage | undefined {
  if (exitCode === 0) {
    const [image] = Inspected.parse(JSON.parse(stdout));
    if (image === undefined) return undefined;
    return { recipe: image.Config?.Labels?.['drydock.recipe'], sizeBytes: image.Size };
  }
  if (/no such image/i.test(stderr)) return undefined;
  const said = ended === 'missing' ? 'the program `docker` is not installed' : (quoteCause(stderr) ?? stderr.trim());
  throw new CourseError(
    'docker_unavailable',
    `Docker could not be asked for the image ${ref}: ${said}.`,
    'Run `npm start`, which installs and starts Docker, or `npx drydock doctor`.',
  );
}

/** Removes a container and its anonymous volumes, whatever state it is in; none of that name is as good. */
export async function removeContainer(name: string): Promise<void> {
  await runToEnd('docker', ['rm', '--force', '--volumes', name]);
}

/** Takes a name from an image; the image goes when it was its last one. None of that name is as good. */
export async function removeImageName(ref: string): Promise<void> {
  await runToEnd('docker', ['rmi', '--no-prune', ref]);
}
