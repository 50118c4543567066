import { drawParameters } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import type { OpenNode } from '../node.ts';
import { type OpenRegistry, startRegistry } from './registry.ts';

/** What every lesson with a registry finds in it, so that its manifests can name the image. */
const repository = 'student/app';

/** Draws the password of a playground's registry. */
export function drawRegistryPassword(): string {
  const { password = '' } = drawParameters({ parameters: { password: 'password16' } });
  return password;
}

/** Starts the private registry of a lesson, with the image `student/app:v1`, unless it runs already: a lesson goes on with it after a thaw or a new start of the server. */
export async function ensureLessonRegistry(
  openRegistry: OpenRegistry,
  openNode: OpenNode,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  if (await isRunning(openRegistry, signal)) return;
  await startRegistry(openRegistry, openNode, { password, token: repository, repository }, signal);
}

async function isRunning(openRegistry: OpenRegistry, signal: AbortSignal): Promise<boolean> {
  try {
    const registry = await openRegistry();
    await registry.log({ since: new Date(), signal });
    return true;
  } catch (error) {
    if (error instanceof CourseError && error.code === 'not_found') return false;
    throw error;
  }
}

/** A cell as it is run in a lesson with a registry: with the login in variables. In one line, so that errors name the line the student sees. */
export function withRegistryLogin(source: string, password: string): string {
  return `export REGISTRY_USER=student REGISTRY_PASSWORD=${password}; ${source}`;
}
