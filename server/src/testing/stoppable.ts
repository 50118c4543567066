import { CourseError } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';

/** What a Docker that was stopped makes of every command. */
export const dockerDown = (): CourseError =>
  new CourseError(
    'docker_unavailable',
    'Docker does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
    'Start Docker, then try again.',
  );

/** A driver whose commands fail as Docker's do once it was stopped. */
export function stoppable(inner: SandboxDriver): { driver: SandboxDriver; setDown: (value: boolean) => void } {
  let isDown = false;
  const up = async (): Promise<void> => {
    if (isDown) throw dockerDown();
  };
  const driver: SandboxDriver = {
    ...inner,
    preflight: async () => (isDown ? [{ ...dockerDown().toJSON(), need: 'docker' }] : []),
    create: (spec, options) => up().then(() => inner.create(spec, options)),
    list: () => up().then(() => inner.list()),
    thaw: (id) => up().then(() => inner.thaw(id)),
    freeze: (id) => up().then(() => inner.freeze(id)),
    destroy: (id) => up().then(() => inner.destroy(id)),
  };
  return {
    driver,
    setDown: (value: boolean): void => {
      isDown = value;
    },
  };
}
