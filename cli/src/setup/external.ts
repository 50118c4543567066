import { homedir } from 'node:os';
import { CourseError } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';

/** The files of the user's kubeconfig, as kubectl reads them. */
export async function ownKubeconfigFiles(): Promise<readonly string[]> {
  const { kubeconfigFiles } = await import('@drydock/sandbox/external');
  return kubeconfigFiles(process.env['KUBECONFIG'], homedir());
}

/** The context that DRYDOCK_CONTEXT names. */
export function chosenContext(): string | undefined {
  return process.env['DRYDOCK_CONTEXT'] || undefined;
}

/** Whether the owner of the cluster lets its nodes be entered, where they are containers of this Docker: DRYDOCK_NODE_ACCESS. */
export function chosenNodeAccess(): 'docker' | undefined {
  const said = process.env['DRYDOCK_NODE_ACCESS'] || undefined;
  if (said === undefined || said === 'docker') return said;
  throw new CourseError(
    'bad_request',
    `DRYDOCK_NODE_ACCESS is ${JSON.stringify(said)}; nodes can be entered by docker alone.`,
    'Set it to docker, or unset it: nobody enters the nodes then.',
  );
}

/** Makes the driver of the cluster that DRYDOCK_CONTEXT names, with the images of this checkout. */
export async function externalDriver(runDirectory: string): Promise<SandboxDriver> {
  const [{ imageRefs }, { createExternalDriver }] = await Promise.all([
    import('@drydock/images'),
    import('@drydock/sandbox/external'),
  ]);
  const { workspace, lab } = imageRefs();
  const labImages = Object.entries(lab).flatMap(([name, tags]) => tags.map((tag) => `course.local/${name}:${tag}`));
  return createExternalDriver({
    context: chosenContext(),
    kubeconfigFiles: await ownKubeconfigFiles(),
    workspaceImage: workspace,
    labImages,
    runDirectory,
    nodeAccess: chosenNodeAccess(),
  });
}
