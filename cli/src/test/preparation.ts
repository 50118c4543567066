import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareAll } from '../setup/all.ts';
import { driverOf } from '../setup/driver.ts';
import type { Progress } from '../setup/progress.ts';
import type { Part } from './parts.ts';
import { serveForTests } from './serve.ts';

/** What is ready for a part: the running Drydock and its data folder (empty when it asked for none), and the images under test in the environment. */
export interface Ready {
  readonly address: string;
  readonly dataFolder: string;
  readonly env: Record<string, string>;
}

/** Makes ready what parts need, each thing once and not before the first part that needs it. */
export interface Preparation {
  provide(needs: Part['needs']): Promise<Ready>;
  /** Ends the Drydock of the tests and removes its sandboxes and data. */
  end(): Promise<void>;
}

/** The preparation of one test run; nothing happens before the first `provide`. */
export function createPreparation(
  options: { readonly saidYes: boolean; readonly progress: Progress },
  signal: AbortSignal,
): Preparation {
  const nothing: Ready = { address: '', dataFolder: '', env: {} };
  let images: Promise<Ready> | undefined;
  let server: Promise<Ready> | undefined;
  let dataFolder: string | undefined;
  let stop = (): Promise<void> => Promise.resolve();

  async function prepareImages(): Promise<Ready> {
    await prepareAll({ purpose: 'test', ...options, signal });
    const { imageRefs, nodeImage } = await import('@drydock/images');
    const env = { DRYDOCK_NODE_IMAGE: (await nodeImage()).ref, DRYDOCK_WORKSPACE_IMAGE: imageRefs().workspace };
    return { ...nothing, env };
  }
  async function serve(): Promise<Ready> {
    const { env } = await (images ??= prepareImages());
    dataFolder = await mkdtemp(join(tmpdir(), 'drydock-test-'));
    const running = await serveForTests(dataFolder, signal);
    stop = () => running.stop();
    return { address: running.address, dataFolder, env };
  }
  return {
    async provide(needs) {
      if (needs === 'nothing') return nothing;
      return needs === 'images' ? (images ??= prepareImages()) : (server ??= serve());
    },
    async end() {
      await server?.catch(() => undefined);
      await stop();
      if (dataFolder === undefined) return;
      const driver = await driverOf(join(dataFolder, 'run'));
      await Promise.all((await driver.list()).map(({ id }) => driver.destroy(id)));
      await driver.sweep();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
